export { MAX_BODY_CHARS, MAX_HTML_DEPTH, MAX_HTML_TAGS } from "../../markup/limits.ts";

/** SES takes in 40 MB; what is longer is cut and named a problem. */
export const MAX_BYTES = 40 * 1024 * 1024;
/** Multiparts in multiparts; a deeper one becomes an attachment. */
export const MAX_DEPTH = 20;
/** Parts in the whole message; later ones are left out. */
export const MAX_PARTS = 500;
/** Header bytes of the whole message, all parts together. */
export const MAX_HEADER_BYTES = 512 * 1024;
/** Mailboxes read from one header field. */
export const MAX_ADDRESSES = 1_000;
/** Ids read from References; the newest are kept. */
export const MAX_REFERENCES = 200;
/** Recipients read from one delivery report. */
export const MAX_REPORT_RECIPIENTS = 100;
/** Characters of one header value or diagnostic that are kept. */
export const MAX_VALUE_CHARS = 2_000;
/** Lines of a body in which quotes are looked for. */
export const MAX_QUOTE_LINES = 20_000;
