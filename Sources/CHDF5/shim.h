#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>

#if __has_include(<hdf5.h>)
#include <hdf5.h>
#elif __has_include(<hdf5/serial/hdf5.h>)
// Debian installs several variants of the library.
#include <hdf5/serial/hdf5.h>
#else
#error "hdf5.h is missing: install libhdf5-dev, or name its folder by -Xcc -IFOLDER"
#endif

// HDF5's constants call these functions first, which would have to be linked.
#undef H5CHECK
#define H5CHECK
#undef H5OPEN
#define H5OPEN

// MARK: The library

// The functions and variables that the program uses. A name may be a macro for one with a number; CHDF5_TEXT expands it.
#define CHDF5_SYMBOLS(_) \
  _(H5Aclose) _(H5Aexists) _(H5Aget_space) _(H5Aget_type) _(H5Aopen) _(H5Aread) \
  _(H5Dget_create_plist) _(H5Dget_space) _(H5Dget_storage_size) _(H5Dget_type) _(H5Dread) \
  _(H5Eset_auto2) _(H5Fclose) _(H5Fopen) _(H5Gget_info) _(H5Iget_type) \
  _(H5Lget_info) _(H5Lget_name_by_idx) _(H5Oclose) _(H5Oopen) \
  _(H5PLset_loading_state) _(H5P_CLS_FILE_ACCESS_ID_g) _(H5Pclose) _(H5Pcreate) \
  _(H5Pget_external_count) _(H5Pget_layout) _(H5Pget_nfilters) \
  _(H5Pset_fapl_core) _(H5Pset_fclose_degree) _(H5Pset_file_image) \
  _(H5Sclose) _(H5Sget_simple_extent_dims) _(H5Sget_simple_extent_ndims) \
  _(H5Sget_simple_extent_npoints) _(H5Sget_simple_extent_type) \
  _(H5T_NATIVE_DOUBLE_g) _(H5Tclose) _(H5Tget_class) _(H5Tget_size) _(H5Tis_variable_str) \
  _(H5free_memory) _(H5get_libversion) _(H5open)

#define CHDF5_TEXT(symbol) CHDF5_LITERAL(symbol)
#define CHDF5_LITERAL(symbol) #symbol

// Their addresses, with the types that the header declares.
struct __attribute__((swift_attr("safe"))) HDF5Library {
#define CHDF5_MEMBER(symbol) __typeof__(&symbol) _Nonnull symbol;
  CHDF5_SYMBOLS(CHDF5_MEMBER)
};

#if defined(HDF5_LINKED) || !defined(__linux__)
static inline bool chdf5_find(struct HDF5Library *hdf5) {
#define CHDF5_LINK(symbol) hdf5->symbol = &symbol;
  CHDF5_SYMBOLS(CHDF5_LINK)
  return true;
}
#else
// The end of the name under which the loader finds the library, which follows from its version. Without it, the library is found
// only if its development files are installed.
#if H5_VERS_MAJOR == 1 && H5_VERS_MINOR == 10
#define CHDF5_SUFFIX ".so.103"
#elif H5_VERS_MAJOR == 1 && H5_VERS_MINOR == 12
#define CHDF5_SUFFIX ".so.200"
#elif H5_VERS_MAJOR == 1 && H5_VERS_MINOR == 14
#define CHDF5_SUFFIX ".so.310"
#else
#define CHDF5_SUFFIX ".so"
#endif

// Constants and structs differ between minor versions.
static inline bool chdf5_has_version_of_header(void *library) {
  __typeof__(&H5get_libversion) version =
      (__typeof__(&H5get_libversion))dlsym(library, CHDF5_TEXT(H5get_libversion));
  unsigned major, minor, release;
  return version != NULL && version(&major, &minor, &release) >= 0 && major == H5_VERS_MAJOR &&
         minor == H5_VERS_MINOR;
}

// On Debian, the library needs 26 others. Linked, they would all be loaded at each start, but only Keras files need them.
static inline bool chdf5_find(struct HDF5Library *hdf5) {
  static const char *const names[] = {
      "libhdf5_serial" CHDF5_SUFFIX, "libhdf5" CHDF5_SUFFIX, "libhdf5_serial.so", "libhdf5.so"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    void *library = dlopen(names[i], RTLD_LAZY | RTLD_LOCAL);
    if (library == NULL || !chdf5_has_version_of_header(library)) continue;
#define CHDF5_LOAD(symbol) \
  if ((hdf5->symbol = (__typeof__(&symbol))dlsym(library, CHDF5_TEXT(symbol))) == NULL) continue;
    CHDF5_SYMBOLS(CHDF5_LOAD)
    return true;
  }
  return false;
}
#endif

// Loads the library. If the minor version of the header is not installed, `found` is false, and the result must not be used.
static inline struct HDF5Library chdf5_load(bool *found) {
  struct HDF5Library hdf5 = {0};
  *found = chdf5_find(&hdf5) && hdf5.H5open() >= 0;
  return hdf5;
}

// MARK: Macros, and names that change from release to release

static inline const char *chdf5_version(void) {
  return CHDF5_TEXT(H5_VERS_MAJOR) "." CHDF5_TEXT(H5_VERS_MINOR);
}

static inline unsigned chdf5_read_only(void) { return H5F_ACC_RDONLY; }

static inline bool chdf5_is_hard_link(struct HDF5Library hdf5, hid_t group, const char *name) {
  H5L_info_t info;
  return hdf5.H5Lget_info(group, name, &info, H5P_DEFAULT) >= 0 && info.type == H5L_TYPE_HARD;
}
