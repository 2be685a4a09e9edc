const FORWARDED =
  "forwarded message|forwarded by|begin forwarded message|forwarded mail|weitergeleitete nachricht|weitergeleitete e-mail|weitergeleitete mail|anfang der weitergeleiteten|weiterleitung|message transféré|message transmis|début du message|message réexpédié|courriel transféré|mensaje reenviado|inicio del mensaje|messaggio inoltrato|inizio messaggio|mensagem encaminhada|mensagem reencaminhada|início da mensagem|doorgestuurd bericht|begin doorgestuurd|doorgestuurde bericht|vidarebefordrat|startar vidarebefordrat|påbörja vidarebefordrat|videresendt|start på videresendt|begynnelse på videresendt|edelleenlähetetty|edelleen lähetetty|välitetty viesti|välitetyn viestin|przekazana wiadomość|wiadomość przekazana|przekazywana wiadomość|początek przekazywanej|početak|treść przekazanej|přeposlaná zpráva|začátek přeposílané|předaná zpráva|přeposlané zprávy|preposlaná správa|preposlanej správy|presmerovaná|továbbított|továbbküldött|mesaj redirecționat|mesaj redirectionat|începutul mesajului|începe mesajul|пересылаемое|пересланное|перенаправленное|переадресованно|начало пересылаемого|переслане|переслан|початок листа|пересилається|letilen|letilmiş|yönlendirilen|yönlendirilmiş|letinin başlangıcı|προωθημένο μήνυμα|προωθημένου|転送されたメッセージ|転送メッセージ|転送メール|ここから転送|转发的邮件|转发邮件|已转发|转发的消息|转发信息|轉寄的郵件|轉寄郵件|以下是轉寄|開始轉寄|轉寄訊息|轉寄的訊息|전달된|전달 메시지|הודעה שהועברה|הודעה מועברת|תחילת ההודעה|معاد توجيهها|مُعاد توجيهها|المُعاد|بدء الرسالة|thư đã chuyển tiếp|được chuyển tiếp|pesan terusan|pesan yang diteruskan|mesej dimajukan|ส่งต่อ|proslijeđen|posredovano sporočilo|препратено|проследена|edastatud|persiųst|persiunčiam|pārsūtīt|missatge reenviat|áframsent|प्रेषित संदेश";

const ORIGINAL =
  "original message|original appointment|reply message|original mail|ursprüngliche nachricht|ursprüngliche mail|ursprüngliche e-mail|original-nachricht|originalnachricht|original e-mail|message d'origine|message original|message initial|mensaje original|messaggio originale|messaggio originario|mensagem original|oorspronkelijk bericht|origineel bericht|oorspronkelijke bericht|originalmeddelande|ursprungligt meddelande|ursprungligt mail|ursprungsmeddelande|oprindelig meddelelse|original meddelelse|oprindelig besked|opprinnelig melding|original melding|alkuperäinen viesti|oryginalna wiadomość|wiadomość oryginalna|pierwotna wiadomość|wiadomość źródłowa|původní zpráva|původní e-mail|pôvodná správa|eredeti üzenet|mesaj original|mesajul original|исходное сообщение|оригинальное сообщение|исходное письмо|вихідне повідомлення|оригінальне повідомлення|özgün ileti|orijinal ileti|orijinal mesaj|αρχικό μήνυμα|元のメッセージ|オリジナルメッセージ|原始邮件|原邮件|原始郵件|原始訊息|原始信件|回复的原邮件|원본 메시지|원본 메일|원래 메시지|הודעה מקורית|ההודעה המקורית|الرسالة الأصلية|رسالة أصلية|thư gốc|tin nhắn gốc|pesan asli|mesej asal|ข้อความต้นฉบับ|izvorna poruka|originalna poruka|izvirno sporočilo|algne kiri|algkiri|originalus laiškas|oriģinālais ziņojums|оригинално съобщение|missatge original";

const DASHES = "[-–—_=*#\\s>~]";
const FORWARD_LINE = new RegExp(
  `^(?:${DASHES}{2,60}.{0,40}(?:${FORWARDED}).{0,60}|(?:begin |.{0,20})(?:${FORWARDED}).{0,30}[:：])\\s{0,5}$`,
  "iu",
);
const ORIGINAL_LINE = new RegExp(
  `^${DASHES}{2,60}.{0,12}(?:${ORIGINAL}).{0,12}${DASHES}{0,60}$|^(?:${ORIGINAL})\\s?[:：]?$`,
  "iu",
);
/** A bare line drawn by hand or by a program. */
const RULE_FIRST = new Set("-–—_=*─");
const RULE_LINE = /^[-–—_=*─]{5,100}$/u;

const REPLY_ABOVE = [
  "(?:reply|respond|response|answer|write|type)[^.\\n]{0,40} above (?:this|the) (?:line|dotted|dashed)",
  "above this line[^.\\n]{0,40}(?:reply|respond)",
  "(?:antwort|antworten|schreiben)[^.\\n]{0,60}(?:oberhalb|über) dies(?:er|e) (?:zeile|linie)",
  "(?:répon|écri|saisi)[^.\\n]{0,60}(?:au-dessus|dessus) de cette ligne",
  "(?:respond|respuesta|escrib|conteste)[^.\\n]{0,60}(?:encima|arriba) de est[ae] (?:línea|linea)",
  "(?:rispond|risposta|scriv)[^.\\n]{0,60}sopra (?:a )?questa (?:riga|linea)",
  "(?:respond|resposta|responda|escreva)[^.\\n]{0,60}acima desta linha",
  "(?:antwoord|reageer|typ)[^.\\n]{0,60}boven deze (?:regel|lijn)",
  "(?:svar|skriv)[^.\\n]{0,60}(?:ovanför|over|ovenfor) (?:den här|denne) (?:raden|linjen|linje)",
  "(?:odpowied|odpisz|napisz)[^.\\n]{0,60}(?:powyżej|nad) (?:tej|tą) (?:linii|linią)",
  "(?:ответ|пишите)[^.\\n]{0,60}(?:выше|над) (?:этой|этой) (?:строки|строкой|линии|линией)",
  "この(?:行|線)(?:より|の)上",
  "请在此行上方",
  "在此行(?:以上|之上)",
  "請在此行上方",
  "이 (?:줄|선) 위",
];
const REPLY_ABOVE_LINE = new RegExp(REPLY_ABOVE.join("|"), "iu");

/** What every such line has: the long patterns need not look at others. */
const STARTS_DRAWN = /^[-–—_=*#>~]{2}/;
const ENDS_WITH_COLON = /[:：]\s{0,5}$/;
const ABOVE =
  /above|oberhalb|über|dessus|encima|arriba|sopra|acima|boven|ovanför|over|ovenfor|powyżej|nad|выше|над|[上위]/i;
/** The longest word for "original message", and some room. */
const MAX_BARE_ORIGINAL = 40;

/** Whether a line says that a forwarded message begins. */
export function isForwardLine(bare: string): boolean {
  return bare.length <= 200 && (STARTS_DRAWN.test(bare) || ENDS_WITH_COLON.test(bare)) && FORWARD_LINE.test(bare);
}

/** Whether a line says that the message answered begins. */
export function isOriginalLine(bare: string): boolean {
  return (
    bare.length <= 200 && (bare.length <= MAX_BARE_ORIGINAL || STARTS_DRAWN.test(bare)) && ORIGINAL_LINE.test(bare)
  );
}

/** Whether a line is drawn of dashes or the like. */
export function isRuleLine(bare: string): boolean {
  return bare.length >= 5 && RULE_FIRST.has(bare.charAt(0)) && RULE_LINE.test(bare.replaceAll(" ", ""));
}

/** Whether a line asks to reply above itself, as help desks print it into their mail. */
export function isReplyAboveLine(bare: string): boolean {
  return bare.length >= 5 && bare.length <= 250 && ABOVE.test(bare) && REPLY_ABOVE_LINE.test(bare);
}
