/** Characters of a text or HTML body that are read. */
export const MAX_BODY_CHARS = 2_000_000;
/** Elements within elements of an HTML body. */
export const MAX_HTML_DEPTH = 150;
/** Tags of an HTML body; the HTML reader slows down with the square of open ones. */
export const MAX_HTML_TAGS = 30_000;
