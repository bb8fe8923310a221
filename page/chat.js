// Mends four things in Gradio's chat. Its messages are Markdown full of character references: screen readers would be
// given that source as a label, and the copy buttons would copy it. The examples are called a list, but are no items.
// And it scrolls to the end of an answer, which is its least important part. Runs once, when the page loads.
() => {
  const unlabel = () => {
    for (const message of document.querySelectorAll("#chat .message > [aria-label]")) {
      message.removeAttribute("aria-label");
    }
    document.querySelector('#chat .examples[role="list"]')?.removeAttribute("role");
  };
  let shown = 0;
  const scrollToQuestion = () => {
    const messages = document.querySelectorAll("#chat .message-content").length;
    const questions = document.querySelectorAll("#chat .user-row");
    const question = questions[questions.length - 1];
    if (messages > shown) requestAnimationFrame(() => question?.scrollIntoView({ block: "start" }));
    shown = messages;
  };
  const mend = () => {
    unlabel();
    scrollToQuestion();
  };
  new MutationObserver(mend).observe(document.body, {
    attributeFilter: ["aria-label"],
    childList: true,
    subtree: true,
  });

  let readable = null;
  document.addEventListener(
    "click",
    (event) => {
      const buttons = event.target.closest?.("#chat .message-buttons");
      readable = buttons?.previousElementSibling?.querySelector(".message")?.innerText ?? null;
      // Gradio's own copy is under way by then, and this one replaces it.
      if (readable !== null) setTimeout(() => navigator.clipboard?.writeText(readable), 0);
    },
    true,
  );
  // Away from localhost, browsers have no clipboard to write to, and Gradio copies a selection instead.
  document.addEventListener(
    "copy",
    (event) => {
      if (readable === null) return;
      event.clipboardData.setData("text/plain", readable);
      event.preventDefault();
      readable = null;
    },
    true,
  );
}
