// All headers, and nothing used.
#include "mote/mote.hpp"
