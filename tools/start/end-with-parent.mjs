// Loaded into wrangler by --import: if `npm start` is killed hard, nobody tells wrangler, but it gets another parent.
// Then it ends as on SIGTERM, and takes workerd with it.
const parent = process.ppid;
const timer = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(timer);
  process.kill(process.pid, "SIGTERM");
}, 500);
timer.unref();
