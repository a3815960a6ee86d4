// The desk: the composer's kinds, forms fetched into a dialog, the line of the list that is open.
(() => {
  "use strict";

  // an action at the top chooses what one writes, and leads to the text
  document.addEventListener("click", event => {
    const action = event.target.closest?.("[data-choose]");
    const kind = action && document.getElementById(action.dataset.choose);
    if (!kind) return;
    event.preventDefault();
    kind.checked = true;
    document.getElementById(action.dataset.focus)?.focus();
  });

  // "Abbrechen" in a form that stands in a dialog closes it; on a page it is a link
  document.addEventListener("click", event => {
    if (event.target.closest?.("dialog a[data-close]")) event.preventDefault();
  });

  let trigger = null;
  document.addEventListener("htmx:beforeRequest", event => { trigger = event.detail.elt; });
  document.addEventListener("htmx:afterSettle", () => {
    const dialog = document.querySelector("#dialogplatz dialog:not([open])");
    if (dialog && trigger && !trigger.closest("dialog")) window.lotse.openDialog(dialog.id, trigger.closest("a") || trigger);
    mark();
  });

  // after a switch of the case its line is the current one
  function mark() {
    document.querySelectorAll("[data-item]").forEach(link => {
      const isOpen = new URL(link.href).pathname === location.pathname;
      link.toggleAttribute("aria-current", false);
      if (isOpen) link.setAttribute("aria-current", "true");
      link.closest("li").classList.toggle("is-current", isOpen);
    });
  }
  document.addEventListener("htmx:pushedIntoHistory", mark);
})();
