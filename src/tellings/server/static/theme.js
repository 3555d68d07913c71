// Before anything is painted: that scripts run, and light or dark as chosen in this browser, else as the machine says.
document.documentElement.classList.add("js");
try {
  const chosen = localStorage.getItem("theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  // a browser that keeps nothing: the machine's choice stands
}
