/** What a line of a quoted header says. */
export type LabelKind = "from" | "date" | "to" | "cc" | "subject" | "other";

/** Labels of quoted headers as mail programs print them, by language, `|` between forms. */
const LABELS: Record<LabelKind, string> = {
  from: "from|von|de|expéditeur|émetteur|da|mittente|remitente|enviado por|remetente|van|afzender|från|avsändare|fra|avsender|afsender|lähettäjä|od|nadawca|odesílatel|odosielateľ|feladó|de la|expeditor|от|от кого|отправитель|від|від кого|відправник|kimden|gönderen|από|αποστολέας|发件人|发送人|寄件者|寄件人|差出人|送信元|送信者|보낸 사람|보낸사람|발신자|발신|מאת|מ|من|المرسل|từ|người gửi|dari|pengirim|daripada|จาก|saatja|nuo|siuntėjas|no|sūtītājs|šalje|pošiljatelj|pošilja|подател|frá|remitent|absender|gesendet von|sender|ส่งจาก|فرستنده|प्रेषक",
  date: "date|sent|sent on|datum|gesendet|gesendet am|envoyé|envoyé le|date d'envoi|inviato|inviato il|data|fecha|enviado|enviado el|enviado em|enviada em|enviada|verzonden|verzonden op|skickat|skickat den|sendt|dato|lähetetty|päivämäärä|päiväys|pvm|wysłano|data wysłania|odesláno|odoslané|dátum|elküldve|küldve|trimis|trimis la|trimisă|отправлено|дата|дата отправки|надіслано|gönderildi|gönderme tarihi|gönderilme tarihi|tarih|ημερομηνία|στάλθηκε|εστάλη|发送时间|发送日期|时间|日期|傳送時間|寄件日期|寄件時間|傳送日期|日時|日付|送信日時|送信日|날짜|보낸 날짜|보낸날짜|보낸 시간|발신 날짜|נשלח|תאריך|תאריך שליחה|التاريخ|تاريخ الإرسال|تم الإرسال|ngày|đã gửi|tanggal|terkirim|dikirim|tarikh|dihantar|วันที่|ส่ง|ส่งเมื่อ|kuupäev|saadetud|išsiųsta|nosūtīts|datums|poslano|послато|изпратено|dagsetning|sent at|date/time|تاریخ|enviat|दिनांक",
  to: "to|an|à|a|para|aan|till|til|vastaanottaja|kohde|do|komu|címzett|către|catre|кому|до|kime|alıcı|προς|收件人|收件者|宛先|받는 사람|받는사람|수신|수신자|אל|ל|إلى|الى|đến|tới|người nhận|kepada|ke|untuk|ถึง|kellele|saaja|kam|kam:|gavėjas|za|prima|prejemnik|destinataire|destinatario|destinatário|destinatari|empfänger|per|til:|получатель|получател|به|प्रति",
  cc: "cc|c.c.|kopie|kopie an|copie|copie à|copia|copia a|cópia|kopi|kopia|kopio|kópia|másolat|másolatot kap|копия|копії|копія|bilgi|抄送|副本|副本抄送|참조|עותק|نسخة|κοιν.|κοινοποίηση|koopia|kopija|bcc|cci|sao|สำเนา|tembusan|dw|do wiadomości|kopie (cc)|cco",
  subject:
    "subject|re|betreff|objet|sujet|oggetto|asunto|assunto|onderwerp|ämne|emne|aihe|temat|předmět|predmet|tárgy|subiect|тема|konu|θέμα|主题|主旨|主題|件名|题目|제목|נושא|الموضوع|chủ đề|tiêu đề|subjek|perihal|judul|เรื่อง|หัวเรื่อง|teema|tema|temats|naslov|zadeva|относно|efni|assumpte|موضوع|विषय",
  other:
    "reply-to|reply to|antwort an|répondre à|responder a|rispondi a|importance|priority|wichtigkeit|priorität|attachments|attachment|anlagen|pièces jointes|allegati|adjuntos|datos adjuntos|bijlagen|organization|organisation|newsgroups|newsgruppen|message-id|resent-from|resent-date|x-mailer|mailed-by|signed-by|importancia|importanza|prioridad|приложения|вложения|附件|添付ファイル|添付|重要度|重要性|conversation|categories|sensitivity",
};

const KIND_OF = new Map<string, LabelKind>();
for (const [kind, labels] of Object.entries(LABELS)) {
  for (const label of labels.split("|")) if (!KIND_OF.has(label)) KIND_OF.set(label, kind as LabelKind);
}

/** One line of a quoted header. */
export type LabelLine = { kind: LabelKind | null; value: string };

const LABEL_LINE = /^[*_\s]{0,4}([\p{L}][\p{L}\p{M} ./'’()-]{0,28}?)[*_ ]{0,4}[:：][*_]{0,2}(?:\s+|$|(?=[^/\s]))(.*)$/u;

/**
 * Reads a line as `Label: value` of a quoted header, in some forty languages.
 *
 * @param line without quote marks
 * @returns null when it has no such form; `kind` is null when the label is unknown
 * @example
 * readLabel("*Von:* Ada <ada@a.example>"); // { kind: "from", value: "Ada <ada@a.example>" }
 */
export function readLabel(line: string): LabelLine | null {
  // Most lines have no colon, and the pattern is slow to say so.
  if (!line.includes(":") && !line.includes("：")) return null;
  const match = LABEL_LINE.exec(line);
  if (match === null) return null;
  const label = (match[1] ?? "").trim().toLowerCase().replaceAll("’", "'");
  return { kind: KIND_OF.get(label) ?? null, value: (match[2] ?? "").replace(/^[*_\s]{1,4}/, "").trim() };
}
