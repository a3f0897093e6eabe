// Shows the seeds of a month as soon as it is picked, without the button.
{
  const form = document.querySelector(".sowing");
  form.elements.month.addEventListener("change", () => form.requestSubmit());
}
