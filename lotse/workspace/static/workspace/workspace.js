// The desk: the composer's kinds, forms fetched into a dialog, the line of the list that is open.
(() => {
  "use strict";

  // an action at the top chooses what one writes, and leads to the text
  document.addEventListener("click", event => {
    const action = event.target.closest?.("[data-choose]");
    const kind = action && document.getElementById(action.dataset.choose);
    if (!kind) return;
    event.preventDefault();
    if (!kind.checked) { kind.checked = true; kind.dispatchEvent(new Event("change", { bubbles: true })); }
    document.getElementById(action.dataset.focus)?.focus();
  });

  // back to the list: to the line of the case that is open; beside a case opened by its address the list comes after it
  const toList = () => (document.querySelector("#liste [aria-current='true']") || document.querySelector("#liste [data-item]") || document.getElementById("liste")).focus();
  document.addEventListener("click", event => {
    if (!event.target.closest?.("a[href='#liste']")) return;
    event.preventDefault();
    toList();
  });

  // answer, note and question have a text each: what was written for the house never becomes a letter by one key
  const texts = new WeakMap();
  document.addEventListener("change", event => {
    const radio = event.target, form = radio.form, field = document.getElementById("schreiben-text");
    if (radio.name !== "art" || form?.id !== "schreiben" || !field) return;
    if (!texts.has(form)) texts.set(form, { at: form.querySelector("[name=art][checked]")?.value || radio.value });
    const known = texts.get(form), before = form.querySelector(`[name=art][value="${known.at}"]`);
    if (before === radio) return;
    before.checked = true;
    form.dispatchEvent(new Event("lotse:keep"));
    radio.checked = true;
    known[known.at] = field.value;
    field.value = known[radio.value] || "";
    known.at = radio.value;
  });

  // sent by Ctrl+Enter: what is written goes where its visible button leads
  document.addEventListener("submit", event => {
    if (event.submitter || event.target.id !== "schreiben") return;
    const button = [...event.target.querySelectorAll("button[formaction]")].find(each => each.checkVisibility());
    if (button) event.target.action = button.formAction;
  });

  // "Abbrechen" in a form that stands in a dialog closes it; on a page it is a link
  document.addEventListener("click", event => {
    if (event.target.closest?.("dialog a[data-close]")) event.preventDefault();
  });

  // a single fact is ticked: so is the group without which it would stay here
  document.addEventListener("change", event => {
    const group = event.target.checked && event.target.closest?.(".lo-packet__group details");
    if (group) group.parentElement.querySelector("input").checked = true;
  });

  // hx-push-url="false": the address stays, also where htmx follows a boosted link; a reload shows the case, no old dialog
  document.addEventListener("htmx:beforeHistoryUpdate", event => {
    const rule = event.detail.requestConfig?.triggeringEvent?.target?.closest?.("[hx-push-url]");
    if (rule?.getAttribute("hx-push-url") === "false") Object.assign(event.detail.history, { type: "replace", path: location.pathname + location.search + location.hash });
  });

  let trigger = null;
  document.addEventListener("htmx:beforeRequest", event => { trigger = event.detail.elt; });
  document.addEventListener("htmx:afterSettle", event => {
    const dialog = event.detail.target?.id === "dialogplatz" && document.querySelector("#dialogplatz dialog:not([open])");
    if (dialog && trigger && !trigger.closest("dialog")) window.lotse.openDialog(dialog.id, trigger.closest("a") || trigger);
    mark();
    if (document.activeElement?.id === "liste") toList();
  });

  // after a switch of the case its line is the current one; a narrow page shows the case instead of the list
  function mark() {
    const heading = document.querySelector("#inhalt [data-case]");
    if (heading) document.querySelector(".lo-split")?.classList.remove("lo-split--list", "lo-split--rail");
    if (heading && document.activeElement && !document.activeElement.checkVisibility()) {
      heading.tabIndex = -1;
      heading.focus();
    }
    document.querySelectorAll("[data-item]").forEach(link => {
      const isOpen = new URL(link.href).pathname === location.pathname;
      link.toggleAttribute("aria-current", false);
      if (isOpen) link.setAttribute("aria-current", "true");
      link.closest("li").classList.toggle("is-current", isOpen);
    });
  }
  document.addEventListener("htmx:pushedIntoHistory", mark);

  // presence: a sign of life every 15 seconds while the case is in sight; the answer names who else is there
  let wroteAt = 0, beating, told = Promise.resolve();
  const token = document.querySelector("meta[name='csrf-token']")?.content || "";
  function beat() {
    clearTimeout(beating);
    beating = setTimeout(beat, 15000);
    told = told.then(tell); // one after the other: a sign that overtakes an earlier one would be undone by it
  }
  async function tell() {
    const place = document.querySelector("[data-presence]");
    if (!place || document.hidden) return;
    const body = new FormData();
    if (Date.now() - wroteAt < 30000) body.set("schreibt", "1");
    const answer = await fetch(place.dataset.presence, { method: "POST", body, redirect: "manual", headers: { "X-CSRFToken": token } }).catch(() => null);
    if (!answer?.ok) return; // the list says when the connection is lost
    const before = place.textContent;
    place.innerHTML = await answer.text();
    if (place.textContent.trim() && place.textContent !== before) window.lotse.say(place.textContent.trim());
  }
  document.addEventListener("input", event => {
    if (!event.target.closest?.("[data-draft]")) return;
    const began = Date.now() - wroteAt > 30000;
    wroteAt = Date.now();
    if (began) beat();
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) beat(); });
  document.addEventListener("htmx:pushedIntoHistory", () => { wroteAt = 0; beat(); });
  beat();

  // text modules: the chosen one goes to where the cursor stood; two colons in the text open the choice
  document.addEventListener("click", event => {
    const choice = event.target.closest?.("dialog [data-insert]");
    const text = choice && document.getElementById(choice.dataset.insert), field = document.getElementById("schreiben-text");
    if (!text || !field) return;
    event.preventDefault();
    const dialog = choice.closest("dialog");
    dialog.addEventListener("close", () => {
      field.setRangeText(text.textContent, caret ?? field.value.length, caret ?? field.value.length, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    }, { once: true });
    dialog.close();
  });
  let caret = null; // where one wrote last: a browser forgets it while a dialog is open
  document.addEventListener("focusout", event => { if (event.target.id === "schreiben-text") caret = event.target.selectionStart; });
  document.addEventListener("input", event => {
    const field = event.target;
    if (field.id !== "schreiben-text" || field.value.slice(field.selectionStart - 2, field.selectionStart) !== "::") return;
    caret = field.selectionStart - 2;
    field.setRangeText("", caret, caret + 2, "end");
    document.getElementById("bausteine-oeffnen")?.click();
  });
})();
