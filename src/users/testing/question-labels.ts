/**
 * What people read recorded agents' questions to want, by the first ten hexadecimal digits of the question's SHA-256: `r` information, `y` yes or no,
 * `o` what the user wants in general, `m` anything else; several letters where more than one reading is right. The texts stay where they were recorded.
 *
 * `seen` was labelled first, and its misses served to mend the rules. `heldOut` was drawn and labelled after that, and no rule was changed because of it.
 */
export const questionLabels = {
  seen: `
  0dc54b3b55:r 47d5ec1852:r b9e9d6be1b:o 84600ca028:y e854d62f0e:r 7c8baf5074:or 2689a183cd:m 84d2890e0c:r
  e0123dc099:ry 057dfd21f2:y 005a7a2eab:r 137bdb1df4:y d474eeef3f:r dd0e36f46c:r a2b784b243:y d964963edc:y
  4bc27d1b5e:y 935c076bf1:m bef46550cf:y ab11ce2774:r 3283c76b72:r 54404d43e7:r e4a540e788:r 8d20596c7c:r
  8bcfeb3823:r 9a629feb35:y 16a1ce1b0a:y fbc68422a8:y f0bb51b25b:y 5e98e3eed1:r 9a307db44c:y dbd4450630:r
  1e54a7bf6a:r 13302a724c:r 156c341d2d:y f98235310f:y 0e5f04e8a8:r 020e80901a:y bef54bb544:r b1d3ea782f:m
  322498e348:m 47a737da63:y 5fc991d615:r 13ff3407e0:r 5770efaa09:m 695aa4a0f4:y 088ef175cc:r 6b2978458b:r
  ea5ba7a4f5:r 4ad9c8b006:y 6ec54700fe:y 8142f3c71b:r 35009ba532:y 3520d10543:r 63ed2bfb10:r de30438772:y
  a80021abbf:r 5fbe020c22:r 94bfb4fa7b:r 7c9f66d320:r 4cebd68589:r 0e8bbbe04f:y 8be3eaeb3c:r 3175fc9afb:r
  f58345e30c:y 8d387911fd:m 62ca83197b:y 76f597f8b2:r 8a7cdc69d2:y 9c3335d3b1:y 076befe50f:r 0a102b71a5:y
  7f2cd5e9c0:r dfbf1ffb7f:y ce856a182c:r 50ee24066d:y 1ec8c64ecb:r 5516a3a98d:y bd5ff02469:r 4e228404df:y
  6f79906ad3:y 65c3c05a9a:r 577b43e640:y efb721ece7:r 337da38545:m 3faf489e3c:my 468255c277:y bb540b023f:y
  d50e8c8047:y aa02eeddec:r be3f44098b:y 9add36f2eb:y 684bf870c5:y 899819bc82:r da3a17f6cc:r 1b7e742e20:y
  2318c02137:r 0ac595db97:y d7d007ca68:y fbf7998513:y d6863ca41f:r 195d7d436f:m 3c793970d5:r 0e99f2cd55:r
  eb3d960363:y 8f06f11e70:r 90e22d1575:m 2f9fdf2d77:r 55b7c6b0d6:r f163d296a6:r db79050070:y 574a08f04e:y
  8f41122ce5:y 2da738efbf:m b59c57cdab:y 55a3775a5d:y 6cb099859b:r 2b8d70eaed:ro e97ccac141:r a82c21b31a:r
  e3f47d8c68:o 2bcc9dc45e:r c8419dfde5:y a0cea1c0e3:r c3a537aae6:y 19520c90b4:ym 428e209519:ry 55781663f1:y
  43ec5d8d21:r 3249a6c4d8:y fe729df46b:y 41396ff672:y 8633776b6f:o 9b3f08fb9c:r 689c806af0:y 5d09e39086:my
  567b9cd6fa:r 6b494cfeb3:y 118c4cead3:r 623d9aaadd:y beedf4b225:r 24ef96e2d8:y ca9af8348d:y 6f313f3b7e:ry
  bfd1116330:r 78116cf8ab:y 0b8e6ee8ac:r 1e40294382:ry ff8bae28aa:r 88305327b3:r 83af60394f:r 73918ad268:ro
  755f78500b:r 136997ea11:r 4c1c980638:y 203060ca9c:r c76b972b46:r 9e9373f61c:r edb16677ce:r 71bf9cdae2:y
`,
  heldOut: `
  cf4053a0b4:r 5fe489d810:or fb0d95c2d7:o 937c92dc4b:y 9991efd445:y 969854bacd:m 04e7a77563:m b109b5131a:y
  4be4a1b796:y 9244a114cb:y c877ce3601:r 21aad4ba17:r bf71500e44:y c66a7caa5b:y 2064e269c3:y eeac1d7ce0:y
  c5d9cc7709:y a303dabcdf:y d8a87c2888:y d830692a60:r d71f20000b:ym 7475ee00fd:ry b187d8d71e:y 6b40a56e9c:r
  c044c91669:r 9ce040f339:r a6a37b9774:r 2972af490d:y 18817f2876:r 88f4d3920c:r 76e891f9a2:my 8c35d726e3:y
  7560e0eddb:y 504283ab6b:y d08615fad5:m a2d1187ba8:y 9edaf69e18:y 9749b74643:y 1a69fc7f44:r fd54b7300d:y
  b8b2fb0aad:r b3d587a66b:r 461c32f662:y 7e2e8dc9b8:r 7402142993:r ae458dc0bc:r e66784c359:r 2a47c002a7:y
  5c64f1083b:r 28ea45b965:r e3a610b21a:r 7cc1d0e1ca:y 874f86ae0b:y c3b4adf2c1:r f9afd3bc18:y ef8097eb3f:r
  24b2917772:r f4835e8741:r 3e595990ca:y bd519ef08e:y 4564c27b98:ro 7de1c30244:y 8f9bda06b1:y 651887cb0f:y
  23c0fa48ba:r c56600304f:r 593d338b3c:y 02d7e312dd:r ec608cc95e:or 63ed388ffd:y 17d5192e6d:r 8582ea82b3:y
  42849ba228:y 13f3654d07:r 0e13c27a61:r f2887d6baa:y eacafe3bdb:r 8fedff85a6:r 38e0fe2db6:r 8e03db08cd:o
  4c6b789a58:r 51ae228feb:r cf72eafd6b:r 30bc8881f7:yr 2e88e7a7f4:ro eb4b4f6eb5:r 4f99fe4394:r f7560d14dc:r
  4c8b2ea997:r 290a7426a9:r cde27b73c5:y c3a59f58a4:r a1d681ecab:r 4f9f5f367a:y 3770fc764b:r 496f790efc:r
  4dc485d2b7:y 1835b457d7:y 33c684c625:r 455bdb0378:r 89e25dbbad:y d3e410ee49:r 7931e01879:y ae2e68750a:r
  2e67bce241:y 4e88424bf2:r 2ef71b6d49:r e650dd3148:r 01c9f1e979:y 00814f2274:r 562c6b0cb5:r 2a01660057:y
  ece58b8d5e:r 4da196fa3f:y af2d6a821a:y 7cd29141a9:r 6abfe0fbee:y 3ba11a760f:y 6fd2f6c384:y
`,
} as const;
