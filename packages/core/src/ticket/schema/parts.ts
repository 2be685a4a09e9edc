import * as z from "zod";
import { body, id, Meta, text } from "../../kernel/index.ts";

export const MAX_TEXT_BYTES = 64 * 1024;
export const MAX_TAGS = 50;

export const Subject = text(500, 1);
export const Tag = z
  .string()
  .transform((tag) => tag.trim().toLowerCase())
  .pipe(text(50, 1));
export const Tags = z.array(Tag).max(MAX_TAGS, `A ticket has at most ${MAX_TAGS} tags.`);
export const Category = text(100, 1);
export const Message = body(MAX_TEXT_BYTES);
export const Files = z.array(id("att")).max(10, "A message carries at most 10 files.").default([]);

/** What every change of a ticket that exists takes. */
export const OnTicket = Meta.extend({ ticketId: id("tkt") });
