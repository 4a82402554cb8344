/**
 * A page of the console, to which a browser may be sent after it has signed in: letters, digits and what separates them
 * in a path and its query, nothing by which an address could leave this server, and never the API.
 */
export const RETURN_PATH = /^\/(?!api(?:[/?]|$))(?:[\w.~-]+(?:\/[\w.~-]+)*\/?)?(?:\?[\w.~=&%-]*)?$/;
export const RETURN_PATH_MAX = 500;

export const isReturnPath = (path: string): boolean => path.length <= RETURN_PATH_MAX && RETURN_PATH.test(path);
