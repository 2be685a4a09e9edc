import { expect } from "vitest";
import { about, act, mailIn, upload } from "../desk.ts";
import type { Chapter } from "./index.ts";

const MB = 1024 * 1024;
/** SES takes ten of them a message, written in base64: this does not fit any more. */
const LARGE = "wheel".repeat((8 * MB) / 5);

/** What is too large for a mail: a link of the desk's own, at the door that the deploy made. */
export const largeFile: Chapter = {
  name: "a file too large for a mail is a link in it: the door leads to the file, and a link that was changed to nothing",
  async tell(running) {
    const { cloud } = running;
    await mailIn(running, { subject: "The plan", from: "plans@riders.example" });
    const ticketId = (await about(running, "The plan"))[0]?.id;
    const { attachmentId, put } = await upload(running, "plan.txt", LARGE);
    expect(await put()).toBe(200);
    await act(running, "replyToTicket", { ticketId, text: "Here it is.", attachmentIds: [attachmentId] });

    const raw = cloud.sentMail().at(-1)?.raw ?? "";
    expect(raw.length).toBeLessThan(MB);
    const url = /https:\/\/\S+\/files\/[\w.~-]+/.exec(raw.replace(/=\r?\n/g, ""))?.[0] ?? "";
    const door = await cloud.fetch(url);
    expect([door.status, door.headers.get("cache-control")]).toEqual([302, "no-store"]);
    expect((await (await fetch(door.headers.get("location") ?? "")).text()) === LARGE).toBe(true);

    const [last] = url.slice(-1);
    expect((await cloud.fetch(`${url.slice(0, -1)}${last === "A" ? "B" : "A"}`)).status).toBe(404);
  },
};
