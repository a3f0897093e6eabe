// Lets the stylesheet know that scripts run.
document.documentElement.classList.add("scripted");
