#include <hdf5.h>

// What HDF5 defines as macros that call functions, or under a name that changes from release to release, Swift can't see.

static inline unsigned chdf5_read_only(void) { return H5F_ACC_RDONLY; }
static inline hid_t chdf5_file_access(void) { return H5P_FILE_ACCESS; }
static inline hid_t chdf5_double(void) { return H5T_NATIVE_DOUBLE; }
static inline herr_t chdf5_print_no_errors(void) { return H5Eset_auto2(H5E_DEFAULT, NULL, NULL); }
static inline herr_t chdf5_load_no_plugins(void) { return H5PLset_loading_state(0); }

static inline int chdf5_is_hard_link(hid_t group, const char *name) {
  H5L_info_t info;
  return H5Lget_info(group, name, &info, H5P_DEFAULT) >= 0 && info.type == H5L_TYPE_HARD;
}
