export { tokenClaims, userAttributes } from "./claims";
export type { Persona } from "./persona";
export { PERSONAS, persona } from "./personas";
