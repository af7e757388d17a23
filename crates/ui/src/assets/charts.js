// Draws the charts of a page: the server says what is to be drawn in a data block beside each, this file gives it shape and
// the colours of the page. The table below holds the same figures, for readers and for pages without JavaScript.
(() => {
  "use strict";
  const echarts = window.echarts;
  if (!echarts) return;
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const colour = (name) => getComputedStyle(root).getPropertyValue(`--${name}`).trim();
  const short = new Intl.NumberFormat(root.lang, { notation: "compact", maximumFractionDigits: 1 });
  const isNarrow = (box) => box.clientWidth < 560;
  const palette = () => [1, 2, 3, 4, 5].map((n) => colour(`chart-${n}`));
  const font = () => getComputedStyle(document.body).fontFamily;

  const text = () => ({ color: colour("ink"), fontFamily: font() });
  const muted = () => ({ color: colour("muted"), fontFamily: font() });
  const line = () => ({ lineStyle: { color: colour("line") } });
  const point = (p) => ({ ...p, value: p.v });

  const valueAxis = (more) => ({
    type: "value",
    minInterval: 1,
    axisLabel: { ...muted(), formatter: (v) => short.format(v) },
    splitLine: line(),
    ...more,
  });

  const common = (tooltip) => ({
    animation: !calm.matches,
    color: palette(),
    textStyle: text(),
    tooltip: {
      // Drawn, since the page's policy allows no styles in markup.
      renderMode: "richText",
      confine: true,
      backgroundColor: colour("surface"),
      borderColor: colour("line"),
      textStyle: text(),
      ...tooltip,
    },
  });

  const columns = (data) => {
    const second = data.series.some((s) => s.axis === 1);
    const axis = (at) => valueAxis({ splitLine: at === 0 ? line() : { show: false } });
    return {
      ...common({
        trigger: "axis",
        axisPointer: { type: "shadow" },
        formatter: (all) => [all[0].name, ...all.map((p) => `${p.seriesName}  ${p.data.t}`)].join("\n"),
      }),
      legend: { top: 0, type: "scroll", textStyle: text(), pageTextStyle: text() },
      grid: { left: 8, right: 8, top: 44, bottom: 8, containLabel: true },
      xAxis: { type: "category", data: data.categories, axisLabel: muted(), axisLine: line(), axisTick: { show: false } },
      yAxis: second ? [axis(0), axis(1)] : [axis(0)],
      series: data.series.map((s) => ({
        name: s.name,
        type: s.as,
        yAxisIndex: s.axis,
        stack: s.stack,
        barMaxWidth: 36,
        symbolSize: 7,
        data: s.points.map(point),
      })),
    };
  };

  const bars = (data, box) => ({
    ...common({ formatter: (p) => `${p.data.n}\n${p.data.t}` }),
    grid: { left: 8, right: 56, top: 4, bottom: 4, containLabel: true },
    xAxis: valueAxis({ axisLabel: { show: false }, splitLine: { show: false } }),
    yAxis: {
      type: "category",
      inverse: true,
      data: data.points.map((p) => p.n),
      axisLabel: { ...text(), width: isNarrow(box) ? 110 : 260, overflow: "truncate" },
      axisLine: { show: false },
      axisTick: { show: false },
    },
    series: [{
      type: "bar",
      barMaxWidth: 22,
      label: { show: true, position: "right", ...text(), formatter: (p) => p.data.t },
      data: data.points.map(point),
    }],
  });

  const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  // How bright a colour is to the eye, as WCAG 2 defines it.
  const bright = (rgb) => rgb
    .map((c) => c / 255)
    .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
  // Black or white on a square, whichever is read better: one of them always stands out by 4.5 : 1.
  const inkOn = (share) => {
    const [none, most] = [channels(colour("chart-none")), channels(colour("chart-most"))];
    const ground = bright(none.map((c, at) => c + (most[at] - c) * share)) + 0.05;
    return ground / 0.05 > 1.05 / ground ? "#000" : "#fff";
  };

  // Roots of the numbers colour the squares: the largest province would otherwise leave all others pale.
  const tiles = (data, box) => {
    const most = Math.max(1, ...data.cells.map((c) => c.v));
    const small = isNarrow(box);
    const cell = (c) => ({
      ...c,
      value: [c.x, c.y, Math.sqrt(c.v / most)],
      label: { color: inkOn(Math.sqrt(c.v / most)) },
    });
    const places = (n) => ({
      type: "category",
      data: [...Array(n).keys()],
      show: false,
    });
    return {
      ...common({ formatter: (p) => `${p.data.n}\n${p.data.t}` }),
      grid: { left: 0, right: 0, top: 0, bottom: 0 },
      xAxis: places(data.columns),
      yAxis: { ...places(data.rows), inverse: true },
      visualMap: { show: false, min: 0, max: 1, inRange: { color: [colour("chart-none"), colour("chart-most")] } },
      series: [{
        type: "heatmap",
        label: {
          show: true,
          fontFamily: font(),
          fontSize: small ? 12 : 14,
          lineHeight: small ? 14 : 18,
          formatter: (p) => (small ? p.data.s : `${p.data.s}\n{n|${p.data.t}}`),
          rich: { n: { fontSize: 11 } },
        },
        itemStyle: { borderColor: colour("surface"), borderWidth: 3, borderRadius: 4 },
        emphasis: { itemStyle: { borderColor: colour("ink") } },
        data: data.cells.map(cell),
      }],
    };
  };

  const flow = (data, box) => {
    const names = new Map(data.nodes.map((n) => [n.id, n.n]));
    const small = isNarrow(box);
    return {
      ...common({
        formatter: (p) => p.dataType === "edge"
          ? `${names.get(p.data.source)} → ${names.get(p.data.target)}\n${p.data.t}`
          : `${names.get(p.name)}\n${short.format(p.value)}`,
      }),
      series: [{
        type: "sankey",
        left: 4,
        right: small ? 64 : 200,
        top: 8,
        bottom: 8,
        nodeGap: small ? 11 : 14,
        nodeWidth: small ? 8 : 14,
        draggable: false,
        layoutIterations: 24,
        emphasis: { focus: "adjacency" },
        label: { ...text(), textBorderColor: colour("surface"), textBorderWidth: 3, fontSize: small ? 10 : 12, width: small ? 72 : 190, overflow: "truncate", formatter: (p) => names.get(p.name) },
        lineStyle: { color: "gradient", opacity: 0.35 },
        data: data.nodes.map((n, at) => ({ name: n.id, itemStyle: { color: palette()[at % 5], borderWidth: 0 } })),
        links: data.links.map((l) => ({ source: l.s, target: l.d, value: l.v, t: l.t, h: l.h })),
      }],
    };
  };

  const shapes = { columns, bars, tiles, flow };
  const heightOf = (data, box) => ({
    columns: 320,
    bars: 20 + 30 * (data.points?.length ?? 0),
    tiles: Math.min(box.clientWidth, 640) * (data.rows / data.columns),
    flow: 18 * Math.max(18, data.nodes?.length ?? 0),
  })[data.kind];

  const charts = [...document.querySelectorAll("[data-chart]")].map((box) => {
    const data = JSON.parse(document.getElementById(box.dataset.chart).textContent);
    box.hidden = false;
    box.classList.add(`chart-${data.kind}`);
    box.style.height = `${Math.round(heightOf(data, box))}px`;
    const save = box.closest("figure").querySelector("[data-save]");
    if (save) save.hidden = false;
    return { box, data, save, drawn: null };
  });
  // The page has its final height before anybody scrolls.
  const folds = window.innerWidth < 640 ? ".stat-data" : "[data-folds]";
  document.querySelectorAll(`details${folds}`).forEach((table) => { table.open = false; });

  const draw = (chart) => {
    if (!chart.drawn) {
      chart.drawn = echarts.init(chart.box, null, { renderer: "canvas" });
      chart.drawn.on("click", (p) => { if (p.data?.h) window.location.assign(p.data.h); });
    }
    chart.drawn.setOption(shapes[chart.data.kind](chart.data, chart.box), true);
  };

  const seen = new IntersectionObserver((entries) => {
    entries.filter((entry) => entry.isIntersecting).forEach((entry) => {
      seen.unobserve(entry.target);
      draw(charts.find((chart) => chart.box === entry.target));
    });
  }, { rootMargin: "300px" });
  const sized = new ResizeObserver((entries) => entries.forEach((entry) => {
    const chart = charts.find((known) => known.box === entry.target);
    if (chart.drawn && chart.width !== chart.box.clientWidth) {
      chart.drawn.resize();
      draw(chart);
    }
    chart.width = chart.box.clientWidth;
  }));
  charts.forEach((chart) => {
    seen.observe(chart.box);
    sized.observe(chart.box);
    chart.save?.addEventListener("click", () => {
      if (!chart.drawn) draw(chart);
      const link = document.createElement("a");
      link.href = chart.drawn.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: colour("surface") });
      link.download = `${chart.save.dataset.save}.png`;
      link.click();
    });
  });
  // Paper shows all charts, those nobody scrolled to as well, at once and in the colours of paper.
  const onPaper = () => charts.forEach((chart) => {
    draw(chart);
    chart.drawn.resize();
    chart.drawn.setOption({ ...shapes[chart.data.kind](chart.data, chart.box), animation: false }, true);
    chart.drawn.getZr().flush();
  });
  window.addEventListener("beforeprint", onPaper);
  window.matchMedia("print").addEventListener("change", onPaper);
  dark.addEventListener("change", () => charts.filter((chart) => chart.drawn).forEach(draw));
})();
