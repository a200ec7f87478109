// The few things that only the browser can do; everything else is in the components.
const typingPlaces = "input, textarea, select, [contenteditable]";

window.movieMesh = {
  remember(name, value) {
    const age = value ? 31536000 : 0;
    document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${age}; samesite=lax`;
  },
  keepSession(ticket) {
    return fetch("/session", { method: "POST", headers: { "X-MovieMesh": "1" }, body: ticket }).then(() => {});
  },
  // Resolves to what went wrong, or to nothing.
  upload(input, strict, progress) {
    return new Promise(resolve => {
      const file = input.files[0];
      const request = new XMLHttpRequest();
      let told = 0;
      request.upload.onprogress = event => {
        if (event.lengthComputable && (performance.now() - told > 200 || event.loaded === event.total)) {
          told = performance.now();
          progress.invokeMethodAsync("UploadedAsync", event.loaded / event.total);
        }
      };
      request.onerror = () => resolve("The connection broke off.");
      request.onload = () => {
        let problem = null;
        try { problem = JSON.parse(request.responseText).detail; } catch { /* not a problem's details */ }
        resolve(request.status === 200 ? null : problem ?? `The upload ended with status ${request.status}.`);
      };
      request.open("POST", `/import/upload?name=${encodeURIComponent(file.name)}&strict=${strict}`);
      request.setRequestHeader("X-MovieMesh", "1");
      request.send(file);
    });
  },
  focusHeading() {
    const heading = document.querySelector("h1");
    if (!heading || document.activeElement?.matches(typingPlaces)) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    scrollTo(0, 0);
  },
  closeDialog(id) {
    document.getElementById(id)?.close();
  },
};

// Who searched is done typing: at once, not when the new page comes, so that the next key is not lost between the two.
document.addEventListener("submit", event => event.target.contains(document.activeElement) && document.activeElement.blur());

document.addEventListener("click", event => {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest("[role=option]")) document.activeElement?.blur();

  const opener = target?.closest("[data-opens]");
  if (opener) {
    document.getElementById(opener.dataset.opens)?.showModal();
    return;
  }

  if (target?.closest("[data-theme-toggle]")) {
    const root = document.documentElement;
    const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = isDark ? "light" : "dark";
    try { localStorage.setItem("moviemesh-theme", root.dataset.theme); } catch { /* lasts until the page goes */ }
    return;
  }

  const scroller = target?.closest("[data-scrolls]");
  if (scroller) {
    const rail = scroller.closest(".rail").querySelector(".rail-items");
    const smooth = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    rail.scrollBy({ left: Number(scroller.dataset.scrolls) * rail.clientWidth * 0.85, behavior: smooth });
    return;
  }

  target?.closest("[popover] a")?.closest("[popover]").hidePopover();
  if (target?.closest("[data-reconnect]")) reconnect();
  if (target?.closest("[data-resume]")) resume();

  // A click on the backdrop has the dialog itself as its target.
  if (target instanceof HTMLDialogElement) target.close();
});

// A click on what the server has not taken over yet is not lost: the last one is done again when it has. What is answered here needs no server.
const header = document.querySelector("header");
let early = null;

function keepEarlyClick(event) {
  const target = event.target instanceof Element ? event.target : null;
  if (!target?.closest("main button:not([data-opens], [data-scrolls], [popovertarget]), main [role=slider]")) return;
  const path = [];
  for (let element = target; element !== document.body; element = element.parentElement) {
    path.unshift([...element.parentElement.children].indexOf(element));
  }
  early = { path, meant: meaningOf(target) };
}

// A list may have changed since it was first shown: a star of another film must not be clicked.
function meaningOf(element) {
  return [element.tagName, element.textContent, element.closest("[aria-label]")?.ariaLabel].join("|");
}

if (header && !header.dataset.live) {
  document.addEventListener("click", keepEarlyClick);
  new MutationObserver((_, observer) => {
    if (!document.querySelector("header[data-live]")) return;
    observer.disconnect();
    document.removeEventListener("click", keepEarlyClick);
    const target = early?.path.reduce((element, index) => element?.children[index], document.body);
    if (target && meaningOf(target) === early.meant) {
      target.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
    }
  }).observe(document.body, { attributes: true, attributeFilter: ["data-live"], childList: true, subtree: true });
}

// Keys that a widget answers itself must not scroll the page or move the caret; "/" goes to the search box.
document.addEventListener("keydown", event => {
  const target = event.target instanceof Element ? event.target : null;
  const own = target?.closest("[data-own-keys]");
  if (own && own.dataset.ownKeys.split(" ").includes(event.key === " " ? "Space" : event.key)) event.preventDefault();

  const isTyping = target?.closest(typingPlaces);
  if (!isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const hotkey = [...document.querySelectorAll("[data-hotkey]")].find(element => element.dataset.hotkey === event.key);
    if (hotkey) {
      event.preventDefault();
      hotkey.focus();
    }
  }
});

// A half star is narrower than a finger: sliding over the stars tells which it would be, and lifting the finger gives it.
const leastSlide = 8;
let slide = null;
let slidAt = -Infinity;

document.addEventListener("pointerdown", event => {
  const slider = event.pointerType === "touch" && event.target.closest(".star-rating:not(.read-only) .star-slider");
  slide = slider ? { slider, from: event.clientX, star: null } : null;
});

document.addEventListener("pointermove", event => {
  if (!slide || (!slide.star && Math.abs(event.clientX - slide.from) < leastSlide)) return;
  const { left, width } = slide.slider.getBoundingClientRect();
  const stars = slide.slider.children;
  slide.star?.removeAttribute("data-under-finger");
  slide.star = stars[Math.max(0, Math.min(stars.length - 1, Math.floor((event.clientX - left) / width * stars.length)))];
  slide.star.dataset.underFinger = "";
  slide.slider.dataset.tip = slide.star.title;
});

document.addEventListener("pointerup", () => endSlide(true));
document.addEventListener("pointercancel", () => endSlide(false));

// The click that the browser may make of the same touch means the star on which it began.
document.addEventListener("click", event => {
  if (event.isTrusted && event.timeStamp - slidAt < 500 && event.target.closest(".star-slider")) event.stopPropagation();
}, { capture: true });

function endSlide(isMeant) {
  const star = slide?.star;
  if (star) {
    star.removeAttribute("data-under-finger");
    delete slide.slider.dataset.tip;
    tip.hidden = true;
    slidAt = performance.now();
    if (isMeant) star.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  }
  slide = null;
}

// What a mark of a plot stands for, beside the pointer or above the finger.
const tip = document.createElement("div");
tip.className = "tip";
tip.setAttribute("role", "presentation");
tip.hidden = true;
document.body.append(tip);

document.addEventListener("pointermove", event => showTip(event));
document.addEventListener("pointerdown", event => showTip(event));
document.addEventListener("scroll", () => tip.hidden = true, { capture: true, passive: true });

function showTip(event) {
  const mark = event.target instanceof Element ? event.target.closest("[data-tip]") : null;
  tip.hidden = !mark;
  if (!mark) return;
  if (tip.textContent !== mark.dataset.tip) tip.textContent = mark.dataset.tip;
  const { width, height } = tip.getBoundingClientRect();
  const above = event.clientY - height - 14;
  tip.style.left = `${Math.max(8, Math.min(innerWidth - width - 8, event.clientX - width / 2))}px`;
  tip.style.top = `${above > 8 ? above : event.clientY + 20}px`;
}

async function reconnect() {
  try {
    if (!await Blazor.reconnect() && !await Blazor.resumeCircuit?.()) location.reload();
  } catch { /* still away: the notice stays */ }
}

async function resume() {
  try {
    if (!await Blazor.resumeCircuit()) location.reload();
  } catch { location.reload(); }
}

const notice = document.getElementById("components-reconnect-modal");
notice?.addEventListener("components-reconnect-state-changed", event => {
  if (event.detail.state === "rejected" || event.detail.state === "resume-failed") location.reload();
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && notice?.classList.contains("components-reconnect-failed")) reconnect();
});
