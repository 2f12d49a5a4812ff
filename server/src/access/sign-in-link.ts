/**
 * Signs in whoever opens it: a person once, with the code they were given; a
 * display with its token, until that is revoked. Behind `#` the code stays in the
 * browser: neither server logs nor other sites see it.
 * @param address of the server, without a slash at its end
 */
export const signInLink = (address: string, code: string): string => `${address}/sign-in#code=${code}`;
