/** Mail providers of the public: an address there says nothing about where somebody works. */
const PROVIDERS = `
  gmail.com googlemail.com outlook.com outlook.de outlook.fr outlook.es outlook.it outlook.jp outlook.com.br
  hotmail.com hotmail.co.uk hotmail.de hotmail.fr hotmail.it hotmail.es live.com live.co.uk live.de live.fr live.nl
  msn.com passport.com windowslive.com
  yahoo.com yahoo.co.uk yahoo.co.in yahoo.co.jp yahoo.com.br yahoo.com.mx yahoo.com.ar yahoo.com.au yahoo.com.sg yahoo.com.hk yahoo.com.tw yahoo.com.ph yahoo.co.id yahoo.co.nz yahoo.co.za
  yahoo.de yahoo.fr
  yahoo.es yahoo.it yahoo.ca ymail.com rocketmail.com aol.com aim.com att.net sbcglobal.net bellsouth.net verizon.net
  comcast.net cox.net charter.net earthlink.net juno.com
  icloud.com me.com mac.com
  gmx.de gmx.net gmx.com gmx.at gmx.ch web.de t-online.de freenet.de arcor.de posteo.de mailbox.org email.de mail.de
  orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr
  libero.it virgilio.it alice.it tiscali.it tin.it
  btinternet.com btopenworld.com sky.com talktalk.net ntlworld.com virginmedia.com blueyonder.co.uk
  ziggo.nl kpnmail.nl planet.nl home.nl telenet.be skynet.be
  bluewin.ch hispeed.ch telia.com
  wp.pl o2.pl onet.pl interia.pl seznam.cz centrum.cz azet.sk abv.bg
  mail.ru bk.ru list.ru inbox.ru yandex.ru yandex.com rambler.ru ukr.net
  qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn sohu.com aliyun.com 139.com
  naver.com daum.net hanmail.net docomo.ne.jp ezweb.ne.jp softbank.ne.jp
  rediffmail.com uol.com.br bol.com.br terra.com.br ig.com.br
  bigpond.com optusnet.com.au xtra.co.nz shaw.ca rogers.com sympatico.ca telus.net
  protonmail.com proton.me pm.me tutanota.com tuta.io fastmail.com hushmail.com zoho.com zohomail.com mail.com
  inbox.com hey.com duck.com privaterelay.appleid.com mailinator.com
`;

/** Where a country registers names one level further down: nobody owns these. */
const SUFFIXES = `
  co.uk org.uk ac.uk gov.uk me.uk ltd.uk plc.uk com.au net.au org.au edu.au gov.au co.nz org.nz
  co.jp ne.jp or.jp ac.jp go.jp co.kr or.kr co.in net.in org.in gov.in ac.in com.cn net.cn org.cn gov.cn com.tw com.hk
  com.sg com.my com.ph com.vn co.id co.th com.br net.br org.br gov.br com.mx com.ar com.co com.pe com.ve com.uy
  co.za org.za com.tr com.ua com.pl com.ro com.gr com.es com.pt co.at or.at co.il com.eg com.sa com.ng co.ke
`;

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Where anybody gets a name below: what stands there may be somebody's own, the place itself is not. */
const HOSTS = `
  github.io gitlab.io pages.dev workers.dev vercel.app netlify.app herokuapp.com azurewebsites.net web.app
  firebaseapp.com blogspot.com wordpress.com weebly.com wixsite.com myshopify.com cloudfront.net amazonaws.com
`;

const PROVIDED = words(PROVIDERS);
const OPEN: ReadonlySet<string> = new Set([...words(SUFFIXES), ...words(HOSTS)]);

/** Whether a domain is anybody's, or one below a mail provider's: no company follows from an address there. */
export const isPublicDomain = (domain: string): boolean =>
  OPEN.has(domain) || domain.split(".").some((_, i, labels) => PROVIDED.has(labels.slice(i).join(".")));
