export {
  type Carrier,
  carriersAt,
  type FaultKind,
  type FaultOperator,
  type FaultSurface,
  faultOperators,
  faultSurfaces,
  type SeamKind,
  surfaceOf,
} from '#base';
