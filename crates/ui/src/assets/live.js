// Plays a channel or a replay, says in words where the channel stands, and lets the agenda follow the marks. What fails is tried
// again, later each time and at a moment of its own, so that thousands of viewers do not come back at once.
(() => {
  "use strict";
  const root = document.getElementById("live");
  const video = document.getElementById("live-video");
  if (!root || !video) return;
  const { base, replay } = root.dataset;
  const words = JSON.parse(root.dataset.words);
  const said = document.getElementById("live-state");
  const slate = document.getElementById("live-slate");
  const audioOnly = document.getElementById("live-audio");
  const lang = document.documentElement.lang.startsWith("en") ? "en" : "zh";
  let address = replay || `${base}master.m3u8`;
  let hls = null;
  let wanted = false; // there is something to play
  let ended = false;
  let failures = 0;

  const later = (work, least) => setTimeout(work, least * (0.5 + Math.random()));
  const wait = () => Math.min(1000 * 2 ** failures, 15000);

  const again = () => {
    failures += 1;
    later(() => wanted && begin(), wait());
  };

  const stop = () => {
    hls?.destroy();
    hls = null;
  };

  const begin = () => {
    stop();
    if (globalThis.Hls?.isSupported()) {
      const policy = (base, tries) => ({
        default: {
          maxTimeToFirstByteMs: 10000,
          maxLoadTimeMs: 20000,
          timeoutRetry: { maxNumRetry: tries, retryDelayMs: 500, maxRetryDelayMs: 5000 },
          errorRetry: { maxNumRetry: tries, retryDelayMs: base, maxRetryDelayMs: 8000, backoff: "exponential" },
        },
      });
      hls = new Hls({
        enableWorker: false,
        lowLatencyMode: false,
        liveSyncDurationCount: 3,
        liveDurationInfinity: !replay,
        backBufferLength: 60,
        manifestLoadPolicy: policy(1000, 6),
        playlistLoadPolicy: policy(1000, 30),
        fragLoadPolicy: policy(500, 6),
      });
      hls.on(Hls.Events.ERROR, (_, error) => {
        if (!error.fatal) return;
        if (error.type === Hls.ErrorTypes.MEDIA_ERROR && failures < 3) {
          failures += 1;
          hls.recoverMediaError();
        } else {
          stop();
          again();
        }
      });
      hls.on(Hls.Events.FRAG_BUFFERED, () => { failures = 0; });
      hls.loadSource(address);
      hls.attachMedia(video);
    } else if (video.canPlayType("application/vnd.apple.mpegurl")) {
      video.src = address;
    } else {
      said.textContent = words.cannot;
      return;
    }
    play();
  };

  // Where the browser wants a tap first, the controls are there.
  const play = () => { video.play?.()?.catch?.(() => { video.muted = true; video.play().catch(() => {}); }); };
  video.addEventListener("error", () => { if (!hls && wanted) again(); });
  document.addEventListener("WeixinJSBridgeReady", play);

  const follow = (mark) => {
    for (const item of document.querySelectorAll("#live-agenda li")) {
      const runs = mark && item.dataset.session === (mark.session ?? "") && item.dataset.talk === (mark.talk ?? "");
      if (runs) item.setAttribute("aria-current", "true"); else item.removeAttribute("aria-current");
    }
  };

  let last = "";
  const show = (status) => {
    if (status.state !== last) {
      said.textContent = status[lang];
      said.dataset.state = status.state;
    }
    slate.hidden = !(status.slate || ["offline", "starting"].includes(status.state));
    slate.textContent = status.slate ? words.slate : status[lang];
    follow(status.mark);
    if (audioOnly) {
      audioOnly.hidden = !status.audio;
      audioOnly.dataset.audio = status.audio ?? "";
    }
    const playable = ["live", "stalled", "ended"].includes(status.state);
    // A list that had ended is not asked for again by players: a new broadcast is a new beginning.
    const anew = ended && !["ended", "offline"].includes(status.state);
    ended = status.state === "ended";
    if (playable && (!wanted || anew)) {
      wanted = true;
      failures = 0;
      begin();
    }
    last = status.state;
  };

  const ask = async () => {
    let next = 3000;
    try {
      const answer = await fetch(`${base}status.json`, { credentials: "omit" });
      if (answer.status === 403) { location.reload(); return; } // the token of the address has expired
      if (!answer.ok) throw new Error(answer.statusText);
      show(await answer.json());
    } catch {
      next = 6000;
    }
    later(ask, next);
  };

  audioOnly?.addEventListener("click", () => {
    const on = audioOnly.getAttribute("aria-pressed") !== "true";
    audioOnly.setAttribute("aria-pressed", String(on));
    address = on ? `${base}${audioOnly.dataset.audio}.m3u8` : `${base}master.m3u8`;
    if (wanted) begin();
  });

  if (replay) {
    wanted = true;
    begin();
  } else {
    ask();
  }
})();
