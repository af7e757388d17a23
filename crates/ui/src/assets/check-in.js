// The door of a meeting on a device of its staff. The list is kept here; badges are judged by it, by the verdicts the platform
// made with the function it uses itself. A badge that is not in the list is checked with the public key: forged, of another
// meeting, or newer than the list. Scans wait here, each with its nonce, until the platform has taken them in.
(() => {
  "use strict";
  const root = document.getElementById("check-in");
  if (!root || !globalThis.crypto?.subtle) return;
  const { meeting, list, scans, worker } = root.dataset;
  const words = JSON.parse(root.dataset.words);
  const at = (id) => document.getElementById(id);
  const mine = `xieyu-door:${meeting}:`;
  const scanKey = (nonce) => `${mine}scan:${nonce}`;
  let csrf = root.dataset.csrf;
  let door = null;
  let badges = new Map();
  let needsLogIn = false;

  const device = (() => {
    const known = localStorage.getItem("xieyu-door:device");
    if (known) return known;
    const made = crypto.randomUUID();
    localStorage.setItem("xieyu-door:device", made);
    return made;
  })();

  const fill = (text, parts) => Object.entries(parts).reduce((said, [name, part]) => said.replace(`{${name}}`, part), text);
  const queued = () => Object.keys(localStorage).filter((key) => key.startsWith(`${mine}scan:`))
    .map((key) => JSON.parse(localStorage.getItem(key)))
    .sort((a, b) => (a.scanned_at < b.scanned_at ? -1 : 1));

  // The list.
  const index = () => {
    badges = new Map();
    for (const person of door?.people ?? []) for (const [digest, verdict] of person.badges) badges.set(digest, { person, verdict });
  };
  const save = () => localStorage.setItem(`${mine}list`, JSON.stringify(door));
  const noteArrival = (person, when) => {
    if (!person.checked_in_at || when < person.checked_in_at) person.checked_in_at = when;
  };
  const use = (next) => {
    door = next;
    // What this device let in and nobody knows of yet.
    const people = new Map(door.people.map((person) => [person.id, person]));
    for (const scan of queued()) {
      const person = scan.shown === "admit" && people.get(scan.person);
      if (person) noteArrival(person, scan.scanned_at);
    }
    index();
    save();
    show();
  };

  // The verdict.
  const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const bytesOf = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  const current = (person, verdict) => (verdict === "admit" && person.checked_in_at ? "again" : verdict);
  const judge = async (scanned) => {
    const token = scanned.trim().split("/").pop();
    const digest = hex(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token)));
    const known = badges.get(digest);
    if (known) return { person: known.person, verdict: current(known.person, known.verdict) };
    if (!/^[A-Za-z0-9_-]{132}$/.test(token)) return { verdict: "forged" };
    const bytes = Uint8Array.from(atob(token.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
    const [said, signature] = [bytes.subarray(0, 35), bytes.subarray(35)];
    let isGenuine;
    try {
      const key = await crypto.subtle.importKey("raw", bytesOf(door.public_key), "Ed25519", false, ["verify"]);
      isGenuine = said[0] === 1 && await crypto.subtle.verify("Ed25519", key, signature, said);
    } catch {
      return { verdict: "unlisted" }; // a browser that knows no Ed25519 cannot tell
    }
    if (!isGenuine) return { verdict: "forged" };
    return { verdict: hex(said.subarray(1, 17)) === meeting.replaceAll("-", "") ? "unlisted" : "foreign" };
  };
  const judgeListed = (person) => ({ person, verdict: current(person, person.verdict) });

  // A scan is written down before it is said.
  const note = ({ person, verdict }, badge) => {
    const scan = {
      nonce: crypto.randomUUID(), scanned_at: new Date().toISOString(), device, badge,
      registration_id: badge ? null : person.id, shown: verdict, person: person?.id ?? null,
    };
    localStorage.setItem(scanKey(scan.nonce), JSON.stringify(scan));
    if (person && verdict === "admit") { noteArrival(person, scan.scanned_at); save(); }
  };

  const nameOf = (person) => (document.documentElement.lang.startsWith("en") && person.name_en) || person.name_zh || person.name_en;
  const houseOf = (person) => (document.documentElement.lang.startsWith("en") && person.organisation_en) || person.organisation_zh || person.organisation_en;
  const element = (name, className, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const say = ({ person, verdict }) => {
    const box = element("p", `check-in-verdict ${verdict}`);
    box.dataset.verdict = verdict;
    box.append(element("strong", "", words[verdict]));
    if (person) box.append(element("span", "", `${nameOf(person)} · ${houseOf(person)}`));
    at("check-in-said").replaceChildren(box);
  };
  const show = () => {
    if (!door) return;
    const all = door.people.filter((person) => person.verdict === "admit" || person.verdict === "again");
    const arrived = all.filter((person) => person.checked_in_at);
    at("check-in-count").textContent = fill(words.count, { n: arrived.length, all: all.length });
    const when = new Date(door.made_at).toLocaleTimeString(document.documentElement.lang, { timeZone: "Asia/Shanghai" });
    const lines = [fill(navigator.onLine ? words.online : words.offline, { when })];
    const waiting = queued().length;
    if (waiting) lines.push(fill(words.queued, { n: waiting }));
    if (needsLogIn) lines.push(words.log_in);
    at("check-in-network").textContent = lines.join(" · ");
    root.dataset.queued = waiting;
    root.dataset.ready = "yes";
  };

  const checkIn = async (person) => {
    const said = judgeListed(person);
    note(said, null);
    say(said);
    find();
    show();
    await flush();
  };
  const find = () => {
    const typed = root.querySelector('[name="q"]').value.trim().toLowerCase();
    const place = at("check-in-found");
    if (!typed || !door) { place.replaceChildren(); return; }
    const isMeant = (person) => person.phone_end.includes(typed)
      || [person.name_zh, person.name_en, person.organisation_zh, person.organisation_en].some((text) => text.toLowerCase().includes(typed));
    const found = door.people.filter(isMeant).slice(0, 50);
    if (!found.length) { place.replaceChildren(element("p", "empty", words.none)); return; }
    const rows = found.map((person) => {
      const row = element("li");
      const who = element("span", "", nameOf(person));
      who.append(" ", element("span", "muted", houseOf(person)));
      row.append(who);
      const verdict = judgeListed(person).verdict;
      if (verdict === "admit") {
        const button = element("button", "btn secondary", words.check_in);
        button.type = "button";
        button.append(element("span", "unseen", ` ${nameOf(person)}`));
        button.addEventListener("click", () => checkIn(person));
        row.append(button);
      } else row.append(element("span", "muted", words[verdict]));
      return row;
    });
    const all = element("ul", "check-in-found");
    all.append(...rows);
    place.replaceChildren(all);
  };

  // Between the device and the platform.
  const isJson = (response) => response.ok && (response.headers.get("content-type") ?? "").includes("json");
  const refresh = async () => {
    const response = await fetch(list, { headers: { accept: "application/json" } });
    needsLogIn = !isJson(response);
    if (needsLogIn) { show(); return; }
    const taken = await response.json();
    csrf = taken.csrf;
    use(taken.door);
  };
  let flushing = null;
  const send = async () => {
    for (;;) {
      const batch = queued().slice(0, 100);
      if (!batch.length) return;
      const plain = batch.map(({ person, ...scan }) => scan);
      const body = new URLSearchParams({ _csrf: csrf, scans: JSON.stringify(plain) });
      const response = await fetch(scans, { method: "POST", body, headers: { accept: "application/json" } });
      needsLogIn = !isJson(response);
      if (needsLogIn) return;
      const people = new Map((door?.people ?? []).map((person) => [person.id, person]));
      for (const merged of await response.json()) {
        const scan = batch.find((one) => one.nonce === merged.nonce);
        const person = people.get(merged.registration_id);
        if (person && merged.checked_in_at) person.checked_in_at = merged.checked_in_at;
        const letIn = (verdict) => verdict === "admit" || verdict === "again";
        if (scan && letIn(scan.shown) !== letIn(merged.verdict)) {
          const said = `${words.differs}${person ? `${nameOf(person)} · ` : ""}${words[merged.verdict]}`;
          at("check-in-said").append(element("p", "check-in-verdict void", said));
        }
        localStorage.removeItem(scanKey(merged.nonce));
      }
      save();
    }
  };
  const flush = () => {
    flushing ??= send().catch(() => {}).finally(() => { flushing = null; show(); });
    return flushing;
  };
  const meet = async () => {
    try { await refresh(); } catch { show(); return; }
    await flush();
  };

  // The page, and what it needs, for when there is no network.
  const keepPage = async () => {
    if (!navigator.serviceWorker || !globalThis.caches) return;
    await navigator.serviceWorker.register(worker);
    await navigator.serviceWorker.ready;
    const cache = await caches.open("xieyu-check-in-1");
    const links = [...document.querySelectorAll("link[rel~=stylesheet], link[rel~=icon], script[src]")];
    await cache.addAll([location.pathname, ...links.map((it) => new URL(it.href ?? it.src).pathname)]);
    root.dataset.kept = "yes";
  };

  root.addEventListener("submit", async (event) => {
    const badge = event.target.querySelector('[name="badge"]');
    if (!door) return; // without a list, the platform is asked
    event.preventDefault();
    if (!badge) { find(); return; }
    const scanned = badge.value;
    badge.value = "";
    badge.focus();
    if (!scanned.trim()) return;
    const said = await judge(scanned);
    note(said, scanned.trim().slice(0, 2000));
    say(said);
    show();
    await flush();
  });
  root.addEventListener("input", (event) => { if (event.target.name === "q") find(); });
  at("check-in-forget").parentElement.hidden = false;
  at("check-in-forget").addEventListener("click", async () => {
    if (queued().length) { at("check-in-said").replaceChildren(element("p", "check-in-verdict void", words.keep)); return; }
    localStorage.removeItem(`${mine}list`);
    await globalThis.caches?.delete("xieyu-check-in-1");
    location.assign("/");
  });
  addEventListener("online", meet);
  addEventListener("offline", show);
  setInterval(meet, 30_000);

  const kept = localStorage.getItem(`${mine}list`);
  if (kept) use(JSON.parse(kept));
  // For whoever tests that this page and the platform say the same.
  root.judge = async (scanned) => (await judge(scanned)).verdict;
  meet();
  keepPage().catch(() => {});
})();
