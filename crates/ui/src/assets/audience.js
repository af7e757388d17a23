// The audience of a live channel: frames by event stream, or two seconds at a time as buckets where no stream gets through. Text is
// only ever set as text. The page is whole without this: lists, forms and figures stand in it.
(() => {
  "use strict";
  const at = (id) => document.getElementById(id);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const LIST_MOST = 200;
  const make = (name, text, attributes = {}) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const getJson = async (address) => {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.json();
  };

  // Comments over the picture, in lanes of the upper half. Whoever wants less motion has none.
  const danmu = (() => {
    const video = document.querySelector("video");
    if (!video || calm) return null;
    const box = video.parentElement;
    box.classList.add("danmu-box");
    const layer = box.appendChild(make("div", "", { class: "danmu", "aria-hidden": "true" }));
    const free = [];
    const fly = (text) => {
      if (layer.hidden || document.hidden || layer.childElementCount > 60) return;
      const lanes = Math.max(1, Math.floor(layer.clientHeight / 2 / 30));
      const now = performance.now();
      let lane = 0;
      while (lane < lanes - 1 && (free[lane] ?? 0) > now) lane += 1;
      if ((free[lane] ?? 0) > now) return;
      const line = layer.appendChild(make("span", text));
      line.style.top = `${lane * 30 + 4}px`;
      const way = layer.clientWidth + line.offsetWidth;
      const lasts = 8000;
      free[lane] = now + (lasts * (line.offsetWidth + 24)) / way;
      line.animate([{ transform: "none" }, { transform: `translateX(-${way}px)` }], lasts).finished
        .then(() => line.remove(), () => line.remove());
    };
    return { layer, fly };
  })();

  const replay = at("audience-replay");
  if (replay) {
    const { objects, bucket, gone, from } = replay.dataset;
    const [begins, long, taken] = [Number(from), Number(bucket), new Set(gone.split(" "))];
    const video = document.querySelector("video");
    const held = new Map();
    let last = null;
    const fetched = (number) => {
      if (!held.has(number)) held.set(number, getJson(`${objects}danmu/${number}.json`).catch(() => ({ comments: [] })));
      return held.get(number);
    };
    video?.addEventListener("seeking", () => { last = null; });
    video?.addEventListener("timeupdate", async () => {
      const now = begins + video.currentTime * 1000;
      const since = last;
      last = now;
      if (since === null || now <= since || now - since > 5000) return;
      const first = Math.floor(since / long);
      const final = Math.floor(now / long);
      fetched(final + 1);
      for (let number = first; number <= final; number += 1) {
        for (const one of (await fetched(number)).comments) {
          if (one.at > since && one.at <= now && !taken.has(one.id)) danmu?.fly(one.body);
        }
      }
    });
  }

  const root = at("audience");
  if (root) {
    const { objects, polls, questions } = root.dataset;
    const list = at("audience-comments");
    const unnamed = list.dataset.unnamed;
    const words = JSON.parse(root.dataset.words);
    const known = new Set(Array.from(list.children, (line) => line.dataset.id));
    const csrf = () => document.querySelector("#audience-comment input[name=_csrf]")?.value;
    let ahead = 0; // of the server's clock before ours
    let back = 1000;

    // A number for the day, drawn here: it tells two viewers of one network apart and means nothing tomorrow.
    const mark = (() => {
      const day = new Date().toDateString();
      try {
        const kept = JSON.parse(localStorage.getItem("xieyu-viewer") ?? "null");
        if (kept?.day === day) return kept.mark;
        const fresh = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
        localStorage.setItem("xieyu-viewer", JSON.stringify({ day, mark: fresh }));
        return fresh;
      } catch { return ""; }
    })();

    const clock = (millis) => new Date(millis + 8 * 3600000).toISOString().slice(11, 19);
    const show = (one, flies) => {
      const waiting = list.querySelector(`[data-id="${CSS.escape(one.id)}"]`);
      if (known.has(one.id) && !waiting?.querySelector(".badge")) return;
      known.add(one.id);
      waiting?.remove();
      const line = make("li", "", { "data-id": one.id });
      line.append(make("time", clock(one.at)), " ", make("b", one.name || unnamed), " ", make("span", one.body));
      list.prepend(line);
      at("audience-none")?.remove();
      while (list.childElementCount > LIST_MOST) list.lastElementChild.remove();
      if (flies) setTimeout(() => danmu?.fly(one.body), Math.random() * 500);
    };
    // What somebody wrote stands in their own list at once.
    document.body.addEventListener("htmx:afterSwap", () => {
      const form = at("audience-write");
      if (!form?.dataset.sent) return;
      show(JSON.parse(form.dataset.sent), true);
      delete form.dataset.sent;
    });
    const take = (ids) => ids.forEach((id) => list.querySelector(`[data-id="${CSS.escape(id)}"]`)?.remove());

    const lang = root.dataset.lang.startsWith("en") ? "en" : "zh";
    const said = (words) => words[lang] || words.zh || words.en;
    const votes = (n) => words.votes.replace("{n}", n);
    const form = (action, target, ...inner) => {
      const sends = make("form", "", { method: "post", action, "hx-post": action, "hx-target": target, "hx-swap": "outerHTML" });
      sends.append(make("input", "", { type: "hidden", name: "_csrf", value: csrf() }), ...inner);
      return sends;
    };
    const showPoll = (poll) => {
      const place = at("audience-poll");
      const state = poll ? `${poll.id} ${poll.state}` : "";
      if ((place.dataset.poll ?? "") !== state) {
        place.dataset.poll = state;
        place.replaceChildren();
        if (poll) {
          place.append(make("h3", said(poll.title)));
          if (poll.state === "open" && csrf()) {
            const choices = poll.options.map((option) => {
              const label = make("label");
              label.append(make("input", "", { type: "radio", name: "option", value: option.id }), " ", said(option.label));
              return label;
            });
            const group = make("fieldset", "", { class: "field choice" });
            group.append(make("legend", words.choose), ...choices);
            place.append(form(`${polls}/${poll.id}/vote`, "#audience-poll", group, make("button", words.choose, { class: "btn secondary" })));
            globalThis.htmx?.process(place);
          } else {
            const result = make("ul", "", { class: "poll-result" });
            for (const option of poll.options) {
              const line = make("li", "", { "data-option": option.id });
              line.append(make("span", said(option.label)), " ", make("span", "", { class: "votes" }), make("progress", "", { "aria-hidden": "true" }));
              result.append(line);
            }
            place.append(result);
          }
        }
      }
      const all = poll?.options.reduce((sum, option) => sum + option.votes, 0) || 1;
      for (const option of poll?.options ?? []) {
        const line = place.querySelector(`[data-option="${CSS.escape(option.id)}"]`);
        if (!line) continue;
        line.querySelector(".votes").textContent = votes(option.votes);
        Object.assign(line.querySelector("progress"), { max: all, value: option.votes });
      }
    };
    const showQuestions = (all) => {
      const place = at("audience-questions");
      for (const one of all) {
        const line = place.querySelector(`[data-id="${CSS.escape(one.id)}"]`);
        if (line) {
          line.querySelector(".votes").textContent = votes(one.votes);
          continue;
        }
        place.querySelector(".empty")?.remove();
        const own = place.querySelector("ol") ?? place.appendChild(make("ol"));
        const fresh = make("li", "", { "data-id": one.id });
        const by = make("p", "", { class: "hint" });
        by.append(one.name || unnamed, " · ", make("span", votes(one.votes), { class: "votes" }));
        fresh.append(make("p", one.body), by);
        if (csrf() && one.state === "asked") {
          fresh.append(form(`${questions}/${one.id}/vote`, "#audience-questions", make("button", words.vote, { class: "btn secondary", name: "vote", value: "1" })));
        }
        own.append(fresh);
        globalThis.htmx?.process(fresh);
      }
    };
    let pinned;
    const showStanding = (standing) => {
      back = standing.back ?? back;
      at("audience-viewers").textContent = standing.viewers.toLocaleString();
      const id = standing.pinned?.id ?? null;
      if (id !== pinned) {
        pinned = id;
        at("audience-pinned").replaceChildren(...(standing.pinned
          ? [make("p", standing.pinned.body), make("p", standing.pinned.name || unnamed, { class: "hint" })] : []));
      }
      showPoll(standing.poll);
      for (const sum of document.querySelectorAll("[data-reaction]")) sum.textContent = standing.reactions?.[sum.dataset.reaction] ?? "";
      root.dataset.danmu = standing.danmu;
      if (danmu) danmu.layer.hidden = !standing.danmu || !wanted;
      document.dispatchEvent(new CustomEvent("xieyu:mark", { detail: standing.mark }));
    };

    // The switch. What somebody chose holds until they choose otherwise.
    const toggle = at("audience-danmu");
    let wanted = true;
    try { wanted = localStorage.getItem("xieyu-danmu") !== "off"; } catch { /* nothing is kept there */ }
    if (danmu && toggle) {
      const set = () => {
        toggle.setAttribute("aria-pressed", String(wanted));
        danmu.layer.hidden = !wanted || root.dataset.danmu !== "true";
      };
      toggle.hidden = false;
      toggle.addEventListener("click", () => {
        wanted = !wanted;
        try { localStorage.setItem("xieyu-danmu", wanted ? "on" : "off"); } catch { /* it holds for this page */ }
        set();
      });
      set();
    }

    const snapshot = async () => {
      const now = await getJson(`${objects}snapshot.json`);
      ahead = now.at - Date.now();
      now.comments.forEach((one) => show(one, false));
      showStanding(now.standing);
      showQuestions(now.questions);
    };

    // Buckets, while no stream gets through.
    let bucket = null;
    let polling = null;
    const poll = async () => {
      const last = Math.floor((Date.now() + ahead - 6000) / 2000);
      bucket = Math.max(bucket ?? last - 1, last - 5);
      while (bucket < last) {
        bucket += 1;
        (await getJson(`${objects}danmu/${bucket}.json`)).comments.forEach((one) => show(one, true));
      }
    };
    const startPolling = () => {
      if (polling) return;
      root.dataset.by = "buckets";
      let turn = 0;
      polling = setInterval(() => {
        turn += 1;
        poll().catch(() => {});
        if (turn % 5 === 0) snapshot().catch(() => {});
        if (turn % 10 === 1) fetch(`${objects}here?v=${mark}`, { cache: "no-store" }).catch(() => {});
      }, 2000);
    };

    // The stream. Whoever loses it waits a random part of a time that the platform names and that doubles with each failure.
    let fails = 0;
    const connect = () => {
      const stream = new EventSource(`${objects}events?v=${mark}`);
      stream.addEventListener("open", () => {
        fails = 0;
        clearInterval(polling);
        polling = null;
        root.dataset.by = "events";
      });
      stream.addEventListener("message", (event) => {
        const frame = JSON.parse(event.data);
        ahead = frame.at - Date.now();
        frame.comments.forEach((one) => show(one, Math.abs(frame.at - one.at) < 10000));
        take(frame.gone);
        showStanding(frame.standing);
      });
      stream.addEventListener("error", () => {
        stream.close();
        fails += 1;
        if (fails >= 2) startPolling();
        setTimeout(connect, Math.random() * Math.min(60000, back * 2 ** Math.min(fails, 8)));
      });
    };
    snapshot().catch(() => {}).then(connect);
    setInterval(() => { if (!polling && !document.hidden) snapshot().catch(() => {}); }, 15000 + Math.random() * 5000);
  }

  // Moderators: J and K go through a list, space chooses, P lets what is chosen pass, R refuses it.
  const desk = at("moderation");
  if (desk) {
    const boxes = () => Array.from(desk.querySelectorAll("input[name=ids]"));
    for (const button of desk.querySelectorAll("[data-all]")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        const own = Array.from(button.closest("fieldset").querySelectorAll("input[name=ids]"));
        const chosen = own.some((box) => !box.checked);
        own.forEach((box) => { box.checked = chosen; });
      });
    }
    desk.addEventListener("keydown", (event) => {
      const all = boxes();
      const here = all.indexOf(document.activeElement);
      if (here < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
      const key = event.key.toLowerCase();
      if (key === "j") all[Math.min(here + 1, all.length - 1)].focus();
      else if (key === "k") all[Math.max(here - 1, 0)].focus();
      else if (key === "p") desk.querySelector("button[value=pass]").click();
      else if (key === "r") desk.querySelector("button[value=refuse]").click();
      else return;
      event.preventDefault();
    });
  }
})();
