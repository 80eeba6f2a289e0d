"""C++ identifiers of any text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import count

_CPP_WORDS = (
    "alignas alignof and asm auto bitand bitor bool break case catch char class compl concept "
    "const consteval constexpr constinit continue decltype default delete do double else enum "
    "explicit export extern false float for friend goto if inline int long mutable namespace new "
    "noexcept not nullptr operator or private protected public register requires return short "
    "signed sizeof static struct switch template this throw true try typedef typeid typename "
    "union unsigned using virtual void volatile while xor"
)
# Names that the C library and Arduino's core have taken, often as macros; of the registers of
# a chip only ADC.
_TAKEN = (
    "mote std main errno NULL EOF TRUE FALSE BUFSIZ RAND_MAX CHAR_BIT assert offsetof stdin "
    "stdout stderr signal raise time clock index rindex read write open close random select gamma "
    "y0 y1 yn j0 j1 jn exp log sin cos tan abs min max round memcpy memset strlen size_t "
    "ptrdiff_t linux unix i386 arm ARM HIGH LOW INPUT OUTPUT PI HALF_PI TWO_PI EULER CHANGE "
    "FALLING RISING DEFAULT EXTERNAL INTERNAL SERIAL DISPLAY LSBFIRST MSBFIRST SET RESET ENABLE "
    "DISABLE ERROR SUCCESS IN OUT F I NAN INFINITY HUGE DOMAIN SING OVERFLOW UNDERFLOW PLOSS "
    "TLOSS UNUSED complex near far small byte word boolean bit sq sqrt pow constrain radians "
    "degrees alloca conj carg cimag creal cproj copysign fpclassify frexp math_errhandling "
    "noreturn and_eq not_eq or_eq xor_eq setjmp sigsetjmp sigmask signbit va_arg va_copy va_end "
    "va_start kill_dependency BIG_ENDIAN BYTE_ORDER LITTLE_ENDIAN PDP_ENDIAN CLOCKS_PER_SEC CMPLX "
    "CMPLXF CMPLXL DECIMAL_DIG MAX_CANON MAX_INPUT MINSIGSTKSZ NFDBITS NGREG NSIG ONCE_FLAG_INIT "
    "PIPE_BUF P_tmpdir WCONTINUED WEOF WEXITED WEXITSTATUS WNOHANG WNOWAIT WSTOPPED WSTOPSIG "
    "WTERMSIG WUNTRACED static_assert thread_local ceil erf erfc exp2 expm1 cbrt fabs fdim floor "
    "fma fmax fmin fmod hypot ilogb ldexp lgamma llrint llround log10 log1p log2 logb lrint "
    "lround nearbyint nextafter nexttoward remainder remquo rint tgamma trunc ARDUINO AVR F_CPU "
    "ISR ADC LED_BUILTIN PROGMEM PSTR INPUT_PULLUP BIN DEC HEX OCT INTERNAL1V1 DEG_TO_RAD "
    "RAD_TO_DEG NOT_A_PIN NOT_A_PORT NOT_ON_TIMER NOT_AN_INTERRUPT"
)
# errno.h, by POSIX and Linux: labels such as EAST and EMPTY are not among them.
_ERRORS = (
    "E2BIG EACCES EADDRINUSE EADDRNOTAVAIL EADV EAFNOSUPPORT EAGAIN EALREADY EBADE EBADF EBADFD "
    "EBADMSG EBADR EBADRQC EBADSLT EBFONT EBUSY ECANCELED ECHILD ECHRNG ECOMM ECONNABORTED "
    "ECONNREFUSED ECONNRESET EDEADLK EDEADLOCK EDESTADDRREQ EDOM EDOTDOT EDQUOT EEXIST EFAULT "
    "EFBIG EHOSTDOWN EHOSTUNREACH EHWPOISON EIDRM EILSEQ EINPROGRESS EINTR EINVAL EIO EISCONN "
    "EISDIR EISNAM EKEYEXPIRED EKEYREJECTED EKEYREVOKED EL2HLT EL2NSYNC EL3HLT EL3RST ELIBACC "
    "ELIBBAD ELIBEXEC ELIBMAX ELIBSCN ELNRNG ELOOP EMEDIUMTYPE EMFILE EMLINK EMSGSIZE EMULTIHOP "
    "ENAMETOOLONG ENAVAIL ENETDOWN ENETRESET ENETUNREACH ENFILE ENOANO ENOBUFS ENOCSI ENODATA "
    "ENODEV ENOENT ENOEXEC ENOKEY ENOLCK ENOLINK ENOMEDIUM ENOMEM ENOMSG ENONET ENOPKG "
    "ENOPROTOOPT ENOSPC ENOSR ENOSTR ENOSYS ENOTBLK ENOTCONN ENOTDIR ENOTEMPTY ENOTNAM "
    "ENOTRECOVERABLE ENOTSOCK ENOTSUP ENOTTY ENOTUNIQ ENXIO EOPNOTSUPP EOVERFLOW EOWNERDEAD EPERM "
    "EPFNOSUPPORT EPIPE EPROTO EPROTONOSUPPORT EPROTOTYPE ERANGE EREMCHG EREMOTE EREMOTEIO "
    "ERESTART ERFKILL EROFS ESHUTDOWN ESOCKTNOSUPPORT ESPIPE ESRCH ESRMNT ESTALE ESTRPIPE ETIME "
    "ETIMEDOUT ETOOMANYREFS ETXTBSY EUCLEAN EUNATCH EUSERS EWOULDBLOCK EXDEV EXFULL"
)
_TAKEN_PATTERN = re.compile(
    r"u?int(_fast|_least)?\d+_t|u?intptr_t|B[01]+|P[A-L]|TIMER\d\w*|SERIAL_\w+|bit[A-Z]\w+"
    r"|[A-Z0-9_]+_(MIN|MAX|WIDTH|C)|SIG[A-Z0-9_]+|L_(tmpnam|ctermid|cuserid)|(si|sa|sigev)_\w+"
    r"|(M|FP|EXIT|SEEK|LC|HUGE|MATH|SA|SI|SS|SV|CLD|FPE|ILL|SEGV|TRAP|BUS|POLL|CLOCK|TIME|TIMER|FE"
    r"|FLT|DBL|LDBL|DEC32|DEC64|DEC128|ATOMIC|ADJ|MOD|STA|FD|PTHREAD|TSS|USB|atomic)_\w+"
    r"|(PRI|SCN)[diouxXc]\w+|WIF[A-Z]+|toascii(_l)?|[bhl]e\d+toh|hto[bl]e\d+"
    r"|is(alnum|alpha|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|xdigit)(_l)?"
    r"|is(finite|inf|nan|normal|greater|greaterequal|less|lessequal|lessgreater|unordered)"
    r"|scalbl?n?|a?(sin|cos|tan)h?|atan2"
)
# What has no accent to lose.
_LETTERS = {
    "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
    "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i",
    "\N{MICRO SIGN}": "u", "\N{DEGREE SIGN}": "deg", "\N{OHM SIGN}": "Ohm",
}  # fmt: skip
RESERVED = frozenset(f"{_CPP_WORDS} {_TAKEN} {_ERRORS}".split())


def identifier(text: str, prefix: str = "class") -> str:
    """A C++ identifier near `text`; `prefix` goes before digits and words that are taken.

    Letters lose their accents, Greek ones are spelt; of other scripts the code points are left.
    """
    name = re.sub(r"\W", "_", "".join(map(_ascii, text.strip())), flags=re.ASCII)
    name = re.sub(r"__+", "_", name).strip("_")
    if not name:
        return "unnamed"
    if name[0].isdigit() or name in RESERVED or _TAKEN_PATTERN.fullmatch(name):
        return f"{prefix}_{name}"
    return name


def _ascii(letter: str) -> str:
    """The same in ASCII: "u" of "ü", "ss" of "ß", "alpha" of "α", "u6e29_" of "温"."""
    if letter.isascii():
        return letter
    plain = _LETTERS.get(letter) or unicodedata.normalize("NFKD", letter)
    return "".join(_part(c) for c in plain if not unicodedata.combining(c))


def _part(letter: str) -> str:
    """A letter without accents; of what is none, a blank's underscore."""
    if letter.isascii():
        return letter
    if not letter.isalnum():
        return "_"
    called = unicodedata.name(letter, "")
    greek = called.startswith("GREEK ")
    return called.split()[-1].lower() if greek else f"u{ord(letter):x}_"


def unique_names(texts: Sequence[str], prefix: str = "class") -> list[str]:
    """One identifier a text, unique: words as they are, numbers as class_3 or class_minus_1."""
    names: list[str] = []
    for text in texts:
        negative = re.match(r"-\d", text)
        name = identifier(f"{prefix}_minus_{text[1:]}" if negative else text, prefix)
        free = (f"{name}_{n}" for n in count(2))
        names.append(name if name not in names else next(n for n in free if n not in names))
    return names


def check_namespace(name: str, fallback: str) -> None:
    """Raises ValueError where C++ takes no namespace of this name, with one that it takes."""
    near = identifier(name, fallback)
    if near != name:
        raise ValueError(
            f"name={name!r} cannot be a C++ namespace: use letters, digits and single "
            f"underscores, and no word that C++ has taken; for example {near!r}."
        )
