#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

// What processes do to one another, as Swift can't say it: macros, variadic functions, and what one system has and another
// lacks. Whatever is opened here is closed in programs that are started meanwhile.

// MARK: Programs

// Starts a program that leads a process group of its own, with all signals as they are by default. Null stands for the
// environment and the folder of this process. Answers its number, or a negated errno.
pid_t processes_start(
    const char *program, char *const arguments[], char *const environment[], const char *folder,
    const int streams[3]);

// How a program ended: 0 not yet, 1 with a status, 2 by a signal, -1 when there is no such program. It stays known.
int processes_ending(pid_t program, int *number);

// Forgets a program that has ended; false while it runs.
bool processes_forget(pid_t program);

// MARK: Descriptors

int processes_pipe(int ends[2]);
int processes_open(const char *path, bool writes);

// Reading and writing never wait: the number of bytes; 0 at the end; -1 when there is nothing to do now; -2 when it failed.
void processes_never_wait(int descriptor);
ssize_t processes_read(int descriptor, void *bytes, size_t count);
ssize_t processes_write(int descriptor, const void *bytes, size_t count);

// Waits until something can be read or written; a negative descriptor stands for none.
void processes_wait(int output, int errors, int input, int milliseconds);

// MARK: Limits

// Limits what this process may use from now on: bytes of memory besides those that it has, and seconds of a processor.
// A clock on the wall ends it too, but gives it ten times as long, as the machine may have other things to do.
void processes_limit(size_t memory, unsigned seconds);

// MARK: Signals

// Writing to a pipe that has no reader fails, and ends no process.
void processes_ignore_broken_pipes(void);

// Takes note of Ctrl-C and of the signal by which programs are asked to end, on whatever thread they come: a handler writes
// them to a pipe, for sigwait is of no use beside libdispatch, whose first thread lets all signals through. False when there
// is no pipe left; then they end the process as ever.
bool processes_listen(void);

// Waits for one of them: its number.
int processes_next_interruption(void);

// Ends this process as the signal would have.
_Noreturn void processes_end_by(int signal);

// MARK: Files

// Lets two files or folders change places at once: 0, or an errno where the system or its disk can't.
int processes_exchange(const char *one, const char *other);

// Locks a file or folder against other processes: a descriptor; -2 when another one has the lock, -1 without locks.
int processes_lock(const char *path);
