// Keeps what a page shows up to date: while it is visible, the parts marked data-live are fetched anew and replaced when they differ.
(() => {
  const interval = 2000;
  const button = document.getElementById("live");
  let live = true;
  let busy = false;

  const followed = () => document.querySelector("[data-follow]");
  const atEnd = (element) => element.scrollHeight - element.scrollTop - element.clientHeight < 40;
  const toEnd = (element) => { element.scrollTop = element.scrollHeight; };

  function replace(old, fresh) {
    if (old.innerHTML === fresh.innerHTML) {
      return;
    }
    const open = [...old.querySelectorAll("details[open][id]")].map((element) => element.id);
    const focused = old.contains(document.activeElement) ? document.activeElement.closest("[id]")?.id : null;
    const follows = old.hasAttribute("data-follow") && atEnd(old);
    old.replaceChildren(...fresh.childNodes);
    for (const id of open) {
      document.getElementById(id)?.setAttribute("open", "");
    }
    if (focused && focused !== old.id) {
      const element = document.getElementById(focused);
      (element?.matches("details") ? element.querySelector("summary") : element)?.focus({ preventScroll: true });
    }
    if (follows) {
      toEnd(old);
    }
  }

  // What one has selected, or is about to click, must not be pulled away.
  const isInUse = () => !document.getSelection().isCollapsed || document.querySelector("[data-live] button:active, [data-live] a:active");

  async function refresh() {
    if (!live || busy || document.hidden || isInUse()) {
      return;
    }
    busy = true;
    try {
      const answer = await fetch(location.href, { signal: AbortSignal.timeout(10000) });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (answer.ok && !isInUse()) {
        for (const old of document.querySelectorAll("[data-live]")) {
          const fresh = page.getElementById(old.id);
          if (fresh) {
            replace(old, fresh);
          }
        }
      }
      show(answer.ok ? "Live" : "Not let in");
    } catch {
      show("Away");
    } finally {
      busy = false;
    }
  }

  function show(text) {
    button.textContent = live ? text : "Paused";
    button.setAttribute("aria-pressed", live);
  }

  if (document.querySelector("[data-live]")) {
    button.hidden = false;
    button.title = "Whether the page follows what happens";
    button.addEventListener("click", () => { live = !live; show("Live"); refresh(); });
    setInterval(refresh, interval);
    document.addEventListener("visibilitychange", refresh);
  }

  for (const select of document.querySelectorAll(".filter select, .filter input[type=checkbox]")) {
    select.addEventListener("change", () => select.form.requestSubmit());
  }

  // An address without what was not asked for is easier to read and to hand on.
  for (const form of document.querySelectorAll("form.filter[method=get]")) {
    form.addEventListener("formdata", (event) => {
      for (const [name, value] of [...event.formData]) {
        if (value === "") {
          event.formData.delete(name);
        }
      }
    });
  }

  if (followed()) {
    toEnd(followed());
  }

  if (location.hash.startsWith("#span-")) {
    document.getElementById(location.hash.slice(1))?.setAttribute("open", "");
  }
})();
