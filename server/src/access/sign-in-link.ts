/** A secret behind `#` stays in the browser: neither server logs nor other sites see it. */

/** Signs a person in, once. @param address of the server, without a slash at its end */
export const signInLink = (address: string, code: string): string => `${address}/sign-in#code=${code}`;

/** Opens the wall on a display, by way of the holding page; works until its token is revoked. */
export const displayLink = (address: string, secret: string): string => `${address}/hold#display=${secret}`;
