/**
 * The address of an API's method under its base address. A base that already ends in the method is kept, and its query too.
 *
 * @example endpointUrl('https://api.example.com/v1/', 'chat/completions').href // 'https://api.example.com/v1/chat/completions'
 */
export function endpointUrl(baseUrl: string, method: string): URL {
  const url = new URL(baseUrl);
  const path = url.pathname.replace(/\/+$/, '');
  if (!path.endsWith(`/${method}`)) url.pathname = `${path}/${method}`;
  return url;
}
