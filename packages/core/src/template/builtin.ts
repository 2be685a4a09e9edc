import type { BuiltinTemplate, TemplateBody } from "../workspace/index.ts";

/** What a language says; the lines between them are the same in all. */
interface Phrases {
  readonly hello: string;
  readonly named: string;
  readonly got: string;
  readonly expect: string;
  readonly reply: string;
  readonly away: string;
}

const PHRASES: Readonly<Record<string, Phrases>> = {
  en: {
    hello: "Hello,",
    named: "Hello",
    got: "thank you for your message. It has reached us under the number",
    expect: "You will hear from us by",
    reply: "If you want to add something, just reply to this message.",
    away: "thank you for your message. Nobody is here at the moment; we answer as soon as we are back.",
  },
  de: {
    hello: "Guten Tag,",
    named: "Guten Tag",
    got: "vielen Dank für Ihre Nachricht. Sie ist bei uns eingegangen, unter der Nummer",
    expect: "Sie hören von uns bis",
    reply: "Wenn Sie etwas ergänzen möchten, antworten Sie einfach auf diese Nachricht.",
    away: "vielen Dank für Ihre Nachricht. Zurzeit ist niemand da; wir antworten, sobald wir zurück sind.",
  },
  fr: {
    hello: "Bonjour,",
    named: "Bonjour",
    got: "merci pour votre message. Nous l'avons bien reçu, sous le numéro",
    expect: "Vous aurez de nos nouvelles avant le",
    reply: "Pour ajouter quelque chose, répondez simplement à ce message.",
    away: "merci pour votre message. Nous sommes absents pour le moment et vous répondrons dès notre retour.",
  },
  es: {
    hello: "Hola:",
    named: "Hola",
    got: "gracias por su mensaje. Lo hemos recibido con el número",
    expect: "Tendrá noticias nuestras antes del",
    reply: "Si quiere añadir algo, responda a este mensaje.",
    away: "gracias por su mensaje. En este momento no hay nadie; le responderemos en cuanto volvamos.",
  },
  pt: {
    hello: "Olá,",
    named: "Olá",
    got: "obrigado pela sua mensagem. Recebemo-la com o número",
    expect: "Terá notícias nossas até",
    reply: "Se quiser acrescentar algo, responda a esta mensagem.",
    away: "obrigado pela sua mensagem. De momento não está ninguém; respondemos assim que voltarmos.",
  },
  it: {
    hello: "Buongiorno,",
    named: "Buongiorno",
    got: "grazie per il suo messaggio. L'abbiamo ricevuto con il numero",
    expect: "Riceverà una risposta entro il",
    reply: "Se vuole aggiungere qualcosa, risponda a questo messaggio.",
    away: "grazie per il suo messaggio. Al momento non c'è nessuno; risponderemo appena torniamo.",
  },
  nl: {
    hello: "Hallo,",
    named: "Hallo",
    got: "bedankt voor uw bericht. We hebben het ontvangen onder nummer",
    expect: "U hoort van ons vóór",
    reply: "Wilt u iets toevoegen, beantwoord dan dit bericht.",
    away: "bedankt voor uw bericht. Er is nu niemand; we antwoorden zodra we terug zijn.",
  },
  pl: {
    hello: "Dzień dobry,",
    named: "Dzień dobry",
    got: "dziękujemy za wiadomość. Otrzymaliśmy ją pod numerem",
    expect: "Odpowiemy do",
    reply: "Aby coś dodać, wystarczy odpowiedzieć na tę wiadomość.",
    away: "dziękujemy za wiadomość. Obecnie nikogo nie ma; odpowiemy po powrocie.",
  },
  sv: {
    hello: "Hej,",
    named: "Hej",
    got: "tack för ditt meddelande. Vi har tagit emot det med nummer",
    expect: "Du hör från oss senast",
    reply: "Vill du lägga till något är det bara att svara på det här meddelandet.",
    away: "tack för ditt meddelande. Just nu är ingen här; vi svarar så snart vi är tillbaka.",
  },
  da: {
    hello: "Hej,",
    named: "Hej",
    got: "tak for din besked. Vi har modtaget den under nummer",
    expect: "Du hører fra os senest",
    reply: "Hvis du vil tilføje noget, så svar bare på denne besked.",
    away: "tak for din besked. Der er ingen lige nu; vi svarer, så snart vi er tilbage.",
  },
};

const greeting = ({ hello, named }: Phrases): string =>
  `{% if customer.firstName %}${named} {{ customer.firstName }},{% else %}${hello}{% endif %}`;
const promise = ({ expect }: Phrases): string =>
  `{% if answer.expectedBy %}\n\n${expect} {{ answer.expectedBy | date: "long" }}.{% endif %}`;
const SIGNED = "{{ address.brand | default: address.name | default: workspace.name }}";

const inAll = (text: (phrases: Phrases) => string): readonly TemplateBody[] =>
  Object.entries(PHRASES).map(([locale, phrases]) => ({ locale, text: text(phrases) }));

/** What every desk can answer with before it has written anything itself; on only where an address names it. */
export const BUILTIN: Readonly<Record<BuiltinTemplate, readonly TemplateBody[]>> = {
  "builtin.acknowledgement": inAll(
    (in_) => `${greeting(in_)}\n\n${in_.got} #{{ ticket.number }}.${promise(in_)}\n\n${in_.reply}\n\n${SIGNED}\n`,
  ),
  "builtin.away": inAll((in_) => `${greeting(in_)}\n\n${in_.away}${promise(in_)}\n\n${SIGNED}\n`),
};
