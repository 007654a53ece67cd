#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

// A copy of the process in which the library may crash. Swift can't see `fork` on macOS, nor macros about a process.

// Both ends are closed in programs that are started meanwhile.
static inline int chdf5_pipe(int ends[2]) {
  if (pipe(ends) != 0) return -1;
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
  return 0;
}

// The bytes of address space that the process has; 0 where the system doesn't say.
static inline rlim_t chdf5_address_space(void) {
  long pages = 0;
  FILE *file = fopen("/proc/self/statm", "r");
  if (file == NULL) return 0;
  if (fscanf(file, "%ld", &pages) != 1) pages = 0;
  fclose(file);
  return (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE);
}

static inline void chdf5_limit(int resource, rlim_t most) {
  struct rlimit limit;
  if (getrlimit(resource, &limit) != 0) return;
  if (most < limit.rlim_cur) limit.rlim_cur = most;
  setrlimit(resource, &limit);
}

// The copy ends by any signal and at its limits, without a word and without a core file.
static inline pid_t chdf5_fork(rlim_t memory, unsigned seconds) {
  rlim_t present = chdf5_address_space();
  pid_t child = fork();
  if (child != 0) return child;
  sigset_t none;
  for (int number = 1; number < 32; number++) signal(number, SIG_DFL);
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  int silence = open("/dev/null", O_WRONLY);
  dup2(silence, STDOUT_FILENO);
  dup2(silence, STDERR_FILENO);
  chdf5_limit(RLIMIT_CORE, 0);
  if (present > 0) chdf5_limit(RLIMIT_AS, present + memory);
  chdf5_limit(RLIMIT_CPU, seconds);
  // The machine may have other things to do, so the clock on the wall is given more than that of the processor.
  alarm(10 * seconds);
  return 0;
}

// 0 when the child came to its end, else the signal that ended it, or -1.
static inline int chdf5_wait(pid_t child) {
  int status = 0;
  pid_t ended;
  do ended = waitpid(child, &status, 0);
  while (ended < 0 && errno == EINTR);
  if (ended < 0) return -1;
  return WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status) == 0 ? 0 : -1;
}

// As the system's, and again where a signal came in between.
static inline ssize_t chdf5_read(int end, void *bytes, size_t count) {
  ssize_t result;
  do result = read(end, bytes, count);
  while (result < 0 && errno == EINTR);
  return result;
}

static inline ssize_t chdf5_write(int end, const void *bytes, size_t count) {
  ssize_t result;
  do result = write(end, bytes, count);
  while (result < 0 && errno == EINTR);
  return result;
}
