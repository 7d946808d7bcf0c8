/* PSP Portal: passkeys. A form with data-passkey opens the browser's own dialog when it is sent, puts
   the answer into its hidden field and goes on. Without JavaScript or passkeys the form stays hidden. */
(() => {
  "use strict";

  const forms = [...document.querySelectorAll("form[data-passkey]")];
  const supported = Boolean(window.PublicKeyCredential && navigator.credentials);
  if (!supported) return;
  document.querySelectorAll("[data-passkey-block]").forEach((block) => (block.hidden = false));
  document.querySelectorAll("[data-passkey-none]").forEach((note) => (note.hidden = true));

  /* JSON carries bytes as base64url; browsers that translate it themselves are still new. */
  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");
  const named = (list = []) => list.map((one) => ({ ...one, id: bytes(one.id) }));

  const asked = ({ publicKey }) => {
    const options = { ...publicKey, challenge: bytes(publicKey.challenge) };
    if (options.user) options.user = { ...options.user, id: bytes(options.user.id) };
    if (options.excludeCredentials) options.excludeCredentials = named(options.excludeCredentials);
    if (options.allowCredentials) options.allowCredentials = named(options.allowCredentials);
    return { publicKey: options };
  };

  const answered = (credential) => {
    const response = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[part]) response[part] = text(credential.response[part]);
    }
    return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response });
  };

  const optionsOf = async (form) => {
    if (form.dataset.options) return JSON.parse(form.dataset.options);
    const answer = await fetch(form.dataset.optionsUrl, { headers: { Accept: "application/json" } });
    if (answer.status === 429) throw new DOMException("", "Waiting");
    if (!answer.ok) throw new DOMException("", "Unreachable");
    return (await answer.json()).request_options;
  };

  const SAID = {
    NotAllowedError: "No passkey was used. Try again, or choose another way.",
    InvalidStateError: "This device already has a passkey for your account.",
    ConstraintError: "This device can't check your fingerprint, face, or PIN. Use another device.",
    NotSupportedError: "This device can't make a passkey the portal accepts. Use another device.",
    SecurityError: "Passkeys work only at the portal's own address.",
    Waiting: "Too many attempts. Wait a minute, then try again.",
  };
  const say = (form, sentence) => {
    form.parentElement.querySelector("[data-passkey-said]").textContent = sentence;
  };

  const open = async (form, button) => {
    say(form, "");
    form.dataset.open = "yes";
    try {
      const options = asked(await optionsOf(form));
      const credential = await navigator.credentials[form.dataset.passkey](options);
      form.elements.credential.value = answered(credential);
      form.requestSubmit(button);
    } catch (error) {
      say(form, SAID[error.name] ?? "That didn't work. Reload the page and try again.");
    } finally {
      delete form.dataset.open;
    }
  };

  /* On the window, so that this is asked before portal.js counts the form as sent. */
  window.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (!form.dataset.passkey || form.elements.credential.value) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!form.dataset.open) open(form, event.submitter);
    },
    true,
  );
  /* An answer is good once: a page from the browser's history asks again. */
  window.addEventListener("pageshow", () => forms.forEach((form) => (form.elements.credential.value = "")));
})();
