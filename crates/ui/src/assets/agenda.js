// Dragging sessions of an agenda to another cell. What a drop does is what the form beside it does without this script.
(() => {
  "use strict";
  const form = document.getElementById("agenda-drop");
  if (!form) return;
  let dragged = null;
  const placeOf = (event) => event.target.closest?.("[data-place]");
  const mark = (place) => {
    document.querySelectorAll(".dropping").forEach((it) => { if (it !== place) it.classList.remove("dropping"); });
    place?.classList.add("dropping");
  };

  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("[data-move]") ?? null;
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.move);
    document.body.classList.add("agenda-dragging");
  });
  document.addEventListener("dragover", (event) => {
    const place = dragged && placeOf(event);
    mark(place);
    if (place) event.preventDefault();
  });
  document.addEventListener("dragend", () => {
    dragged = null;
    mark(null);
    document.body.classList.remove("agenda-dragging");
  });
  document.addEventListener("drop", (event) => {
    const place = dragged && placeOf(event);
    if (!place) return;
    event.preventDefault();
    form.action = dragged.dataset.move;
    form.elements.day.value = form.dataset.day;
    form.elements.revision.value = dragged.dataset.revision;
    form.elements.cell.value = place.dataset.place;
    form.requestSubmit();
  });
})();
