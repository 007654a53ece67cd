#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

// Process control that Swift cannot express: macros, variadic functions, and differences between systems. Descriptors opened
// here are closed on exec.

// MARK: Programs

// Starts a program in a new process group with default signal handling. Null uses the environment or the working directory of
// this process. Returns the process id, or a negated errno.
pid_t processes_start(
    const char *program, char *const arguments[], char *const environment[], const char *folder,
    const int streams[3]);

// Returns how a program ended: 0 if it still runs, 1 for a status, 2 for a signal, -1 for an unknown id. Does not reap it.
int processes_ending(pid_t program, int *number);

// Reaps a program that has ended; returns false while it runs.
bool processes_forget(pid_t program);

// MARK: Descriptors

int processes_pipe(int ends[2]);
int processes_open(const char *path, bool writes);

// Read and write without blocking; return the number of bytes, 0 at the end, -1 if the call would block, -2 on failure.
void processes_never_wait(int descriptor);
ssize_t processes_read(int descriptor, void *bytes, size_t count);
ssize_t processes_write(int descriptor, const void *bytes, size_t count);

// Waits until a descriptor is ready for reading or writing; negative descriptors are ignored.
void processes_wait(int output, int errors, int input, int milliseconds);

// Returns the number of columns of a terminal; 0 if the descriptor is not a terminal or its size is unknown.
int processes_columns(int descriptor);

// MARK: Limits

// Limits the resources of this process: bytes of memory in addition to those in use, and seconds of CPU time. The wall-clock
// limit is ten times as long, because the machine may be busy.
void processes_limit(size_t memory, unsigned seconds);

// MARK: Signals

// Makes writing to a pipe without a reader fail instead of terminating the process.
void processes_ignore_broken_pipes(void);

// Handles SIGINT and SIGTERM on any thread: a handler writes them to a pipe, because sigwait does not work with libdispatch,
// whose first thread does not block signals. Returns false if no pipe is available; the signals then terminate the process.
bool processes_listen(void);

// Waits for one of these signals and returns its number.
int processes_next_interruption(void);

// Terminates this process as the signal would have.
_Noreturn void processes_end_by(int signal);

// MARK: Files

// Atomically exchanges two files or folders; returns 0, or an errno if the system or its file system does not support it.
int processes_exchange(const char *one, const char *other);

// Locks a file or folder against other processes; returns a descriptor, -2 if another process holds the lock, -1 on failure.
int processes_lock(const char *path);

// Opens a new file without a name in a folder; returns a descriptor, or a negated errno.
int processes_spool(const char *folder);

// Transfer all bytes at an offset, without moving the position of the descriptor; return 0 or an errno.
int processes_read_at(int descriptor, void *bytes, size_t count, long long offset);
int processes_write_at(int descriptor, const void *bytes, size_t count, long long offset);

/// Waits for data and reads at most `count` bytes; returns 0 at the end, or the negative number of an error.
ssize_t processes_wait_and_read(int descriptor, void *buffer, size_t count);

// Lists the entries of a folder, except itself and its parent; returns null if it cannot be opened. The next name is valid until
// the one after it, and null at the end. The kind is 0 for a file, 1 for a folder and 2 for a symbolic link to a folder.
void *processes_list(const char *folder);
const char *processes_next_name(void *list, int *kind);
void processes_end_list(void *list);
