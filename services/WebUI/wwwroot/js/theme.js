// Runs before the first paint, so that a chosen theme never flashes the other one.
try {
  const theme = localStorage.getItem("moviemesh-theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch { /* no storage: the system's preference stands */ }
