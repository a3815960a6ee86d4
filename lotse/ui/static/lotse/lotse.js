// Lotse's one script. Every page works without it; it keeps the focus, opens dialogs, announces and listens to keys.
(() => {
  "use strict";
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const live = () => document.getElementById("lo-live");

  // --- announce: the one live region of the page
  let speaking;
  function say(text) {
    const region = live();
    if (!region || !text) return;
    clearTimeout(speaking);
    region.textContent = "";
    speaking = setTimeout(() => { region.textContent = text; }, 50);
  }

  // --- focus: on load to what went wrong or well; after a swap never lost to the page
  function focusOn(element) {
    if (!element) return;
    if (!element.matches("a[href],button,input,select,textarea,summary,[tabindex]")) element.tabIndex = -1;
    element.focus();
  }
  const first = $("[data-focus-on-load]");
  if (first && !location.hash) focusOn(first);

  $$(".lo-error a[href^='#']").forEach(link => link.addEventListener("click", event => {
    const field = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    (field.labels?.[0] || field.closest("fieldset") || field).scrollIntoView({ block: "start" });
    focusOn(field);
  }));

  let lastFocus = "";
  const cameByItself = new WeakSet();
  document.addEventListener("htmx:beforeRequest", event => {
    lastFocus = document.activeElement?.id || "";
    event.detail.target?.setAttribute("aria-busy", "true");
  });
  // a part that comes by itself takes no focus away from a page where nobody has gone anywhere yet
  document.addEventListener("htmx:beforeSwap", event => {
    const trigger = event.detail.requestConfig?.elt?.getAttribute("hx-trigger") || "";
    if (document.activeElement === document.body && /^(load|every)/.test(trigger)) cameByItself.add(event.detail.xhr);
  });
  document.addEventListener("htmx:afterSettle", event => {
    const target = event.detail.target || event.target;
    target?.removeAttribute?.("aria-busy");
    const told = event.target.closest?.("[data-say]") || $("[data-say]", event.target);
    if (told) say(told.dataset.say);
    if (cameByItself.has(event.detail.xhr) || (document.activeElement && document.activeElement !== document.body)) return;
    focusOn((lastFocus && document.getElementById(lastFocus)) || $("h1,h2,h3", event.target) || $("main"));
  });
  document.addEventListener("htmx:configRequest", event => {
    const token = $("meta[name='csrf-token']")?.content;
    if (token && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token;
  });
  for (const kind of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.addEventListener(kind, event => {
      event.detail.target?.removeAttribute("aria-busy");
      say(words.lost);
    });
  }

  // --- words: German in the house, English where the page is English
  const english = document.documentElement.lang.startsWith("en");
  const words = english
    ? { lost: "Connection lost, trying again.", back: "Connected again.", show: "show", chosen: n => `${n} selected`, characters: n => `${n.toLocaleString("en")} characters left`, over: n => `${n.toLocaleString("en")} characters too many` }
    : { lost: "Verbindung unterbrochen, wird erneuert", back: "Verbindung steht wieder", show: "anzeigen", chosen: n => `${n} ausgewählt`, characters: n => `Noch ${n.toLocaleString("de")} Zeichen`, over: n => `${n.toLocaleString("de")} Zeichen zu viel` };

  // --- dialogs: native; the trigger is a link or button, and the same form is also a page
  function openDialog(id, trigger) {
    const dialog = document.getElementById(id);
    if (!dialog?.showModal || dialog.open) return false;
    dialog.lotseTrigger = trigger;
    dialog.showModal();
    focusOn($("[autofocus]", dialog) || $(".kern-dialog__body :is(input:not([type=hidden]),select,textarea)", dialog) || $("[data-close]", dialog));
    return true;
  }
  document.addEventListener("click", event => {
    const opener = event.target.closest?.("[data-dialog]");
    if (opener && openDialog(opener.dataset.dialog, opener)) event.preventDefault();
    if (event.target.closest?.("[data-close]")) event.target.closest("dialog")?.close();
    $$("details.lo-menu[open]").forEach(menu => { if (!menu.contains(event.target)) menu.open = false; });
    if (event.target.closest?.("[data-print]")) window.print();
  });
  document.addEventListener("close", event => {
    const trigger = event.target.lotseTrigger;
    if (trigger?.isConnected) focusOn(trigger.matches("main") ? trigger : $("summary", trigger.closest("details:not([open])") || trigger) || trigger);
  }, true);

  // --- forms: a double click sends once; a page from the browser's memory can be sent again
  document.addEventListener("submit", event => {
    const form = event.target;
    if (form.method === "dialog" || form.target === "_blank" || form.dataset.resend !== undefined) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => {
      if (event.defaultPrevented) { delete form.dataset.sent; return; }
      const button = event.submitter;
      button?.setAttribute("aria-disabled", "true");
      button?.setAttribute("aria-busy", "true");
    });
    setTimeout(() => release(form), 8000);
  });
  function release(form) {
    delete form.dataset.sent;
    $$("[aria-disabled][aria-busy]", form).forEach(button => { button.removeAttribute("aria-disabled"); button.removeAttribute("aria-busy"); });
  }
  addEventListener("pageshow", event => { if (event.persisted) $$("form[data-sent]").forEach(release); });

  // --- date: "9.10.26" pasted into the first of three inputs fills all three
  document.addEventListener("paste", event => {
    const group = event.target.closest?.("[data-date]");
    if (!group) return;
    const text = event.clipboardData.getData("text").trim();
    const iso = text.match(/^(\d{4})-(\d{1,2})-(\d{1,2})$/);
    const german = text.match(/^(\d{1,2})[.\/ -]+(\d{1,2})[.\/ -]+(\d{2,4})$/);
    const parts = iso ? [iso[3], iso[2], iso[1]] : german?.slice(1);
    if (!parts) return;
    event.preventDefault();
    $$("input", group).forEach((input, index) => { input.value = parts[index]; });
  });

  // --- follow-ups: data-when="condition" unfolds as soon as the answer on the same page asks for it
  const answersTo = (form, key) => [...form.elements].filter(control => control.name === key || control.name?.startsWith(key + "-"));
  const saidTo = (form, key) => answersTo(form, key)
    .filter(control => control.value && (!control.matches("[type=radio],[type=checkbox]") || control.checked))
    .map(control => control.name === `${key}-unknown` ? "unknown" : control.value);
  function holds(when, form) {
    if ("is" in when) return when.is;
    if (when.all) return when.all.every(part => holds(part, form));
    if (when.any) return when.any.some(part => holds(part, form));
    if (when.not) return !holds(when.not, form);
    const said = saidTo(form, when.field);
    return "told" in when ? when.told === said.length > 0 : said.some(word => when.in.includes(word));
  }
  const folded = $$("[data-when]");
  function unfold(form) {
    folded.filter(block => form.contains(block)).forEach(block => {
      const isOpen = holds(JSON.parse(block.dataset.when), form);
      block.hidden = !isOpen;
      $("input[name=gezeigt]", block).disabled = !isOpen;
    });
  }
  new Set(folded.map(block => block.closest("form"))).forEach(form => {
    form.addEventListener("input", () => unfold(form));
    addEventListener("pageshow", () => unfold(form));
    unfold(form);
  });

  // --- counter: how many characters are left, said politely once one pauses
  $$("textarea[data-limit]").forEach(field => {
    const place = document.getElementById(field.id + "-zaehler");
    if (!place) return;
    let pause;
    const count = () => {
      const left = Number(field.dataset.limit) - field.value.length;
      place.textContent = left < 0 ? words.over(-left) : words.characters(left);
      clearTimeout(pause);
      if (left < 50) pause = setTimeout(() => say(place.textContent), 1000);
    };
    field.addEventListener("input", count);
    count();
  });

  // --- drafts: what is typed is kept at data-draft="address" a moment after the last key
  const drafting = new WeakSet();
  const keepDrafts = () => $$("form[data-draft]").filter(form => !drafting.has(form)).forEach(form => {
    drafting.add(form);
    let waiting, isSent = false, kept = new URLSearchParams(new FormData(form)).toString();
    const place = $("[data-draft-state]", form);
    const keep = () => {
      if (isSent) return; // what is on its way is no draft any more
      const body = new FormData(form);
      for (const [key, value] of [...body]) if (value instanceof File) body.delete(key);
      const text = new URLSearchParams(body).toString();
      if (text === kept) return;
      fetch(form.dataset.draft, { method: "POST", body, redirect: "error", headers: { "X-Draft": "1", "X-CSRFToken": body.get("csrfmiddlewaretoken") || $("meta[name='csrf-token']")?.content || "" }, keepalive: true })
        .then(answer => {
          if (!answer.ok) throw new Error(answer.status);
          kept = text;
          return answer.text();
        })
        .then(said => { if (place) place.textContent = said; }) // nothing, where nothing was kept
        .catch(() => { if (place) place.textContent = words.lost; });
    };
    form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(keep, 1500); });
    form.addEventListener("lotse:keep", keep);
    form.addEventListener("submit", () => { clearTimeout(waiting); isSent = true; });
    addEventListener("pageshow", () => { isSent = false; });
    addEventListener("visibilitychange", () => { if (document.hidden && form.isConnected) keep(); });
  });
  keepDrafts();
  document.addEventListener("htmx:afterSettle", keepDrafts);

  // --- news: data-poll="address" asks every 15 s; the list itself does not move
  const polled = new WeakSet();
  const poll = () => $$("[data-poll]").filter(place => !polled.has(place)).forEach(place => {
    polled.add(place);
    const every = Number(place.dataset.pollEvery || 15) * 1000;
    let tag = "", timer, isLost = false;
    const next = wait => { clearTimeout(timer); timer = setTimeout(ask, wait); };
    function lost() {
      if (isLost) return;
      isLost = true;
      place.textContent = words.lost;
      say(words.lost);
    }
    const calm = place.textContent;
    function show(text) {
      place.textContent = calm;
      if (!text) return;
      if (calm) place.append(" · ");
      const link = document.createElement("a");
      link.className = "lo-link";
      link.href = place.dataset.pollHref || location.href;
      link.textContent = words.show;
      place.append(`${text} – `, link);
      say(`${text} – ${words.show}`);
    }
    async function ask() {
      if (document.hidden || !place.isConnected) return;
      try {
        const answer = await fetch(place.dataset.poll, { headers: tag ? { "If-None-Match": tag } : {}, signal: AbortSignal.timeout(10000), redirect: "error" });
        if (answer.status !== 304 && !answer.ok) throw new Error(answer.status);
        if (isLost) { isLost = false; place.textContent = calm; say(words.back); }
        if (answer.status !== 304) {
          tag = answer.headers.get("ETag") || "";
          show((await answer.text()).trim());
        }
        next(every);
      } catch { lost(); next(every); }
    }
    document.addEventListener("visibilitychange", () => { if (document.hidden) clearTimeout(timer); else next(0); });
    next(every);
  });
  poll();
  document.addEventListener("htmx:afterSettle", poll);

  // --- keys: one key each, from data-key; silent while one writes, and they can be switched off
  const keysStored = () => { try { return localStorage.getItem("lotse-keys"); } catch { return null; } };
  const keysOn = () => (keysStored() ?? document.body.dataset.keys) !== "off";
  const isWriting = element => element?.isContentEditable || element?.matches?.("input:not([type=checkbox],[type=radio]),textarea,select");
  // a dialog that a key opened leads back to where one was, not to the button it stands for
  const whereOneIs = () => document.activeElement === document.body ? $("main") : document.activeElement;
  function perform(element) {
    if (element.dataset.dialog && openDialog(element.dataset.dialog, whereOneIs())) return;
    if (element.matches("input:not([type=checkbox],[type=radio]),textarea,select")) { element.focus(); element.select?.(); } else if (element.matches("summary")) { element.focus(); element.click(); } else if (!element.disabled) element.click();
  }
  const drawn = element => element.checkVisibility ? element.checkVisibility() : element.offsetParent !== null;
  // in a closed menu a key still counts, as long as the menu itself is there
  const shown = element => drawn(element.closest("details.lo-menu:not([open])")?.querySelector("summary") || element);
  let chord = "";
  document.addEventListener("keydown", event => {
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && event.target.form) {
      const form = event.target.form;
      if (form?.dataset.sendKey !== undefined) { event.preventDefault(); form.requestSubmit(); }
      return;
    }
    const menu = event.key === "Escape" && $("details.lo-menu[open]");
    if (menu) { menu.open = false; focusOn($("summary", menu)); return; }
    if (event.key === "Escape" && isWriting(event.target) && !event.target.closest("dialog")) { focusOn(event.target.closest("main") || $("main")); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat || isWriting(event.target) || $("dialog[open]") || !keysOn()) return;
    if (event.key === "?" && document.getElementById("lo-keys")) { event.preventDefault(); openDialog("lo-keys", whereOneIs()); return; }
    if (event.key === "j" || event.key === "k") { if (walk(event.key === "j" ? 1 : -1)) event.preventDefault(); return; }
    if (!chord && event.key.toLowerCase() === "x" && tick(event.shiftKey)) { event.preventDefault(); return; }
    const pressed = chord + (event.shiftKey && event.key.length === 1 && /[a-z]/i.test(event.key) ? "Shift+" + event.key.toLowerCase() : event.key);
    chord = "";
    const found = $$("[data-key]").find(element => element.dataset.key === pressed && shown(element));
    if (found) { event.preventDefault(); perform(found); return; }
    if ($$("[data-key]").some(element => element.dataset.key.startsWith(pressed + " "))) { chord = pressed + " "; setTimeout(() => { chord = ""; }, 1500); }
  });
  // x ticks the line of the list that has the focus or is open; Shift+x all from the last one ticked
  let ticked = -1;
  function tick(toHere) {
    const lines = $$("[data-walk] a[data-item]").filter(shown).map(link => link.closest("li"));
    const at = lines.findIndex(line => line.contains(document.activeElement));
    const here = at >= 0 ? at : lines.findIndex(line => $("[aria-current='true']", line));
    const box = lines[here] && $("input[type=checkbox]", lines[here]);
    if (!box) return false;
    const from = toHere && ticked >= 0 ? Math.min(ticked, here) : here, to = toHere && ticked >= 0 ? Math.max(ticked, here) : here;
    const isOn = toHere || !box.checked;
    lines.slice(from, to + 1).forEach(line => { $("input[type=checkbox]", line).checked = isOn; });
    ticked = here;
    say(words.chosen($$("[data-walk] input:checked").length));
    return true;
  }
  function walk(step) {
    const links = $$("[data-walk] a[data-item]").filter(shown);
    if (!links.length) return false;
    const at = links.findIndex(link => link.closest("li")?.contains(document.activeElement));
    const from = at >= 0 ? at : links.findIndex(link => link.getAttribute("aria-current") === "true");
    focusOn(links[Math.min(links.length - 1, Math.max(0, from + step))]);
    return true;
  }

  // --- the list of keys: what this page offers now
  const list = $("[data-keys-list]");
  if (list) {
    const seen = new Set($$("[data-key-row]", list).map(row => row.dataset.keyRow));
    $$("[data-key]").forEach(element => {
      const key = element.dataset.key;
      if (seen.has(key)) return;
      seen.add(key);
      const row = document.createElement("div"), head = document.createElement("dt"), text = document.createElement("dd"), cap = document.createElement("kbd");
      cap.textContent = key;
      head.append(cap);
      text.textContent = element.dataset.keyName || element.getAttribute("aria-label") || element.labels?.[0]?.textContent || $("span:not([aria-hidden])", element)?.textContent || element.textContent.trim();
      row.append(head, text);
      list.append(row);
    });
    const button = $("[data-keys-switch]");
    const paint = () => {
      document.body.classList.toggle("lo-keys-off", !keysOn());
      if (button) button.textContent = keysOn() ? button.dataset.off : button.dataset.on;
    };
    button?.addEventListener("click", () => {
      try { localStorage.setItem("lotse-keys", keysOn() ? "off" : "on"); } catch { document.body.dataset.keys = keysOn() ? "off" : "on"; }
      paint();
    });
    paint();
  }

  window.lotse = { say, openDialog };
})();
