#define _GNU_SOURCE
#include "CProcesses.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

// MARK: Programs

// Closes descriptors that other libraries left open in the program.
static void close_others(posix_spawn_file_actions_t *actions, short *flags) {
  (void)actions;
  (void)flags;
#if defined(__APPLE__)
  *flags |= POSIX_SPAWN_CLOEXEC_DEFAULT;
#elif defined(__GLIBC__) && (__GLIBC__ > 2 || __GLIBC_MINOR__ >= 34)
  posix_spawn_file_actions_addclosefrom_np(actions, 3);
#endif
}

pid_t processes_start(
    const char *program, char *const arguments[], char *const environment[], const char *folder,
    const int streams[3]) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t all, none;
  pid_t child = -1;
  int problem = posix_spawn_file_actions_init(&actions);
  if (problem != 0) return -problem;
  problem = posix_spawnattr_init(&attributes);
  if (problem != 0) {
    posix_spawn_file_actions_destroy(&actions);
    return -problem;
  }
  short flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
  for (int number = 0; problem == 0 && number < 3; number++)
    problem = posix_spawn_file_actions_adddup2(&actions, streams[number], number);
  if (problem == 0 && folder != NULL)
    problem = posix_spawn_file_actions_addchdir_np(&actions, folder);
  close_others(&actions, &flags);
  sigfillset(&all);
  sigemptyset(&none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes, flags);
  if (problem == 0)
    problem = posix_spawn(
        &child, program, &actions, &attributes, arguments,
        environment == NULL ? environ : environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return problem == 0 ? child : -problem;
}

int processes_ending(pid_t program, int *number) {
  siginfo_t info = {0};
  int result;
  do result = waitid(P_PID, (id_t)program, &info, WEXITED | WNOHANG | WNOWAIT);
  while (result < 0 && errno == EINTR);
  if (result < 0) return -1;
  if (info.si_pid == 0) return 0;
  *number = info.si_status;
  return info.si_code == CLD_EXITED ? 1 : 2;
}

bool processes_forget(pid_t program) {
  pid_t ended;
  do ended = waitpid(program, NULL, WNOHANG);
  while (ended < 0 && errno == EINTR);
  return ended != 0;
}

// MARK: Descriptors

// Moves descriptors above the standard streams, even if this process was started without them.
static int raised(int descriptor) {
  if (descriptor < 0 || descriptor > 2) return descriptor;
  int other = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
  close(descriptor);
  return other;
}

int processes_pipe(int ends[2]) {
#if defined(__linux__)
  if (pipe2(ends, O_CLOEXEC) != 0) return -1;
#else
  if (pipe(ends) != 0) return -1;
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
#endif
  ends[0] = raised(ends[0]);
  ends[1] = raised(ends[1]);
  if (ends[0] >= 0 && ends[1] >= 0) return 0;
  if (ends[0] >= 0) close(ends[0]);
  if (ends[1] >= 0) close(ends[1]);
  return -1;
}

int processes_open(const char *path, bool writes) {
  return raised(open(path, (writes ? O_WRONLY | O_CREAT | O_TRUNC : O_RDONLY) | O_CLOEXEC, 0666));
}

void processes_never_wait(int descriptor) {
  int flags = fcntl(descriptor, F_GETFL);
  if (flags >= 0) fcntl(descriptor, F_SETFL, flags | O_NONBLOCK);
}

static ssize_t outcome(ssize_t result) {
  if (result >= 0) return result;
  return errno == EAGAIN || errno == EWOULDBLOCK ? -1 : -2;
}

ssize_t processes_read(int descriptor, void *bytes, size_t count) {
  ssize_t result;
  do result = read(descriptor, bytes, count);
  while (result < 0 && errno == EINTR);
  return outcome(result);
}

ssize_t processes_write(int descriptor, const void *bytes, size_t count) {
  ssize_t result;
  do result = write(descriptor, bytes, count);
  while (result < 0 && errno == EINTR);
  return outcome(result);
}

void processes_wait(int output, int errors, int input, int milliseconds) {
  struct pollfd streams[3] = {
      {.fd = output, .events = POLLIN}, {.fd = errors, .events = POLLIN},
      {.fd = input, .events = POLLOUT}};
  poll(streams, 3, milliseconds);
}

int processes_columns(int descriptor) {
  struct winsize size;
  return ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

// MARK: Limits

// Returns the size of the process's address space in bytes; 0 if unknown.
static rlim_t address_space(void) {
  long pages = 0;
  FILE *file = fopen("/proc/self/statm", "r");
  if (file == NULL) return 0;
  if (fscanf(file, "%ld", &pages) != 1) pages = 0;
  fclose(file);
  return (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE);
}

static void limit(int resource, rlim_t most) {
  struct rlimit limit;
  if (getrlimit(resource, &limit) != 0) return;
  if (most < limit.rlim_cur) limit.rlim_cur = most;
  setrlimit(resource, &limit);
}

void processes_limit(size_t memory, unsigned seconds) {
  rlim_t present = address_space();
  limit(RLIMIT_CORE, 0);
  if (present > 0) limit(RLIMIT_AS, present + memory);
  limit(RLIMIT_CPU, seconds);
  alarm(10 * seconds);
}

// MARK: Signals

void processes_ignore_broken_pipes(void) {
  struct sigaction now;
  // Keep an existing handler.
  if (sigaction(SIGPIPE, NULL, &now) == 0 && now.sa_handler == SIG_DFL) signal(SIGPIPE, SIG_IGN);
}

static int heard[2] = {-1, -1};

static void hear(int number) {
  int problem = errno;
  unsigned char byte = (unsigned char)number;
  // If the pipe is full, signals are already pending.
  ssize_t count = write(heard[1], &byte, 1);
  (void)count;
  errno = problem;
}

bool processes_listen(void) {
  const int signals[] = {SIGINT, SIGTERM};
  if (processes_pipe(heard) != 0) return false;
  processes_never_wait(heard[1]);
  for (int index = 0; index < 2; index++) {
    struct sigaction now;
    struct sigaction ours = {.sa_handler = hear, .sa_flags = SA_RESTART};
    sigemptyset(&ours.sa_mask);
    // Keep ignoring the signal if it was ignored at startup, as in a script's background job.
    if (sigaction(signals[index], NULL, &now) == 0 && now.sa_handler != SIG_IGN)
      sigaction(signals[index], &ours, NULL);
  }
  return true;
}

int processes_next_interruption(void) {
  unsigned char byte = 0;
  while (processes_read(heard[0], &byte, 1) != 1) {}
  return byte;
}

_Noreturn void processes_end_by(int number) {
  sigset_t set;
  signal(number, SIG_DFL);
  sigemptyset(&set);
  sigaddset(&set, number);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
  kill(getpid(), number);
  // The first process of a container is not terminated by signals that it does not handle.
  _exit(128 + number);
}

// MARK: Files

int processes_exchange(const char *one, const char *other) {
#if defined(__APPLE__)
  return renamex_np(one, other, RENAME_SWAP) == 0 ? 0 : errno;
#elif defined(RENAME_EXCHANGE)
  return renameat2(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE) == 0 ? 0 : errno;
#else
  return ENOSYS;
#endif
}

int processes_lock(const char *path) {
  int descriptor = raised(open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (descriptor < 0) return -1;
  if (flock(descriptor, LOCK_EX | LOCK_NB) == 0) return descriptor;
  int result = errno == EWOULDBLOCK ? -2 : -1;
  close(descriptor);
  return result;
}

int processes_spool(const char *folder) {
  int descriptor;
#ifdef O_TMPFILE
  do descriptor = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  while (descriptor < 0 && errno == EINTR);
  if (descriptor >= 0) return descriptor;
  // Some file systems cannot create a file without a name.
#endif
  char path[4096];
  int length = snprintf(path, sizeof path, "%s/report-XXXXXX", folder);
  if (length < 0 || (size_t)length >= sizeof path) return -ENAMETOOLONG;
  descriptor = mkstemp(path);
  if (descriptor < 0) return -errno;
  fcntl(descriptor, F_SETFD, FD_CLOEXEC);
  // The open file remains usable, and the system deletes it when the process ends.
  unlink(path);
  return descriptor;
}

int processes_read_at(int descriptor, void *bytes, size_t count, long long offset) {
  char *rest = bytes;
  while (count > 0) {
    ssize_t moved = pread(descriptor, rest, count, offset);
    if (moved < 0 && errno == EINTR) continue;
    if (moved <= 0) return moved < 0 ? errno : EIO;
    rest += moved;
    offset += moved;
    count -= moved;
  }
  return 0;
}

int processes_write_at(int descriptor, const void *bytes, size_t count, long long offset) {
  const char *rest = bytes;
  while (count > 0) {
    ssize_t moved = pwrite(descriptor, rest, count, offset);
    if (moved < 0 && errno == EINTR) continue;
    if (moved <= 0) return moved < 0 ? errno : ENOSPC;
    rest += moved;
    offset += moved;
    count -= moved;
  }
  return 0;
}

ssize_t processes_wait_and_read(int descriptor, void *buffer, size_t count) {
  for (;;) {
    ssize_t result = read(descriptor, buffer, count);
    if (result >= 0) return result;
    if (errno == EAGAIN || errno == EWOULDBLOCK) {
      struct pollfd one = {.fd = descriptor, .events = POLLIN};
      poll(&one, 1, -1);
    } else if (errno != EINTR) {
      return -errno;
    }
  }
}

void *processes_list(const char *folder) { return opendir(folder); }

static int kind_of(DIR *list, const struct dirent *entry) {
  struct stat status;
  if (entry->d_type != DT_LNK && entry->d_type != DT_UNKNOWN) return entry->d_type == DT_DIR;
  if (fstatat(dirfd(list), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) return 0;
  if (S_ISDIR(status.st_mode)) return 1;
  if (!S_ISLNK(status.st_mode)) return 0;
  return fstatat(dirfd(list), entry->d_name, &status, 0) == 0 && S_ISDIR(status.st_mode) ? 2 : 0;
}

const char *processes_next_name(void *list, int *kind) {
  const struct dirent *entry;
  while ((entry = readdir(list)) != NULL) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    *kind = kind_of(list, entry);
    return entry->d_name;
  }
  return NULL;
}

void processes_end_list(void *list) { closedir(list); }
