"""Real boards: what they hold, how fast they run, and whose code they take."""

from __future__ import annotations

import difflib
from dataclasses import dataclass


@dataclass(frozen=True)
class Cpu:
    """A processor: whose code it runs, and how long that takes.

    `cycles` is what an instruction takes on average. It is an estimate for integer code with
    branches out of memory without wait states; the real figure is within a factor of two, and
    slower where flash needs wait states. On AVR cycles are counted, so it is 1, and exact.
    """

    title: str
    core: str  # "m0", "m3", "m4", "m7", "m33", "m55", "rv32" or "avr"
    cycles: float

    @property
    def exact(self) -> bool:
        return self.core == "avr"


# The technical reference manuals say what a load and a taken branch take: M0 2 and 3 cycles, M0+ 2
# and 2, M3 and M4 2 and 2 to 4. M7 issues two instructions at once; M33 and M55 do at times.
AVR = Cpu("ATmega", "avr", 1.0)
M0 = Cpu("Cortex-M0", "m0", 1.6)
M0_PLUS = Cpu("Cortex-M0+", "m0", 1.5)
M3 = Cpu("Cortex-M3", "m3", 1.5)
M4 = Cpu("Cortex-M4F", "m4", 1.5)
M7 = Cpu("Cortex-M7", "m7", 1.0)
M33 = Cpu("Cortex-M33", "m33", 1.4)
M55 = Cpu("Cortex-M55", "m55", 1.3)
RV32 = Cpu("RV32IMC", "rv32", 1.5)


@dataclass(frozen=True)
class Board:
    """A board or chip that a program can be written for; `flash` and `ram` in bytes."""

    name: str
    title: str
    cpu: Cpu
    mhz: float
    flash: int
    ram: int

    def microseconds(self, count: float) -> float:
        """What `count` instructions (on AVR: cycles) take."""
        return count * self.cpu.cycles / self.mhz


_K = 1024
_M = 1024 * 1024

BOARDS = (
    # ATmega328P data sheet; of its 32 kB of flash, the board's boot loader takes 512 bytes.
    Board("uno", "Arduino Uno", AVR, 16, 32 * _K - 512, 2 * _K),
    # STM32F030x4 data sheet (DS9773).
    Board("stm32f030", "STM32F030F4", M0, 48, 16 * _K, 4 * _K),
    # STM32G030x6/x8 data sheet (DS12991): the part for a dollar.
    Board("stm32g030", "STM32G030K8", M0_PLUS, 64, 64 * _K, 8 * _K),
    # STM32F103x8 data sheet (DS5319): the "blue pill".
    Board("stm32f103", "STM32F103C8", M3, 72, 64 * _K, 20 * _K),
    # RP2040 data sheet for clock and RAM; Raspberry Pi Pico data sheet for flash.
    Board("pico", "Raspberry Pi Pico", M0_PLUS, 133, 2 * _M, 264 * _K),
    # ESP32-C3 data sheet; flash of the modules ESP32-C3-MINI-1 and -WROOM-02.
    Board("esp32c3", "ESP32-C3", RV32, 160, 4 * _M, 400 * _K),
    # nRF52840 product specification; ABX00030 data sheet for the board.
    Board("nano33ble", "Nano 33 BLE", M4, 64, 1 * _M, 256 * _K),
    # STM32F411xC/xE data sheet (DS10314): the "black pill".
    Board("stm32f411", "STM32F411CE", M4, 100, 512 * _K, 128 * _K),
    # nRF5340 product specification, application core.
    Board("nrf5340", "nRF5340", M33, 128, 1 * _M, 512 * _K),
    # STM32F745xx/F746xx data sheet (DS10916).
    Board("stm32f746", "STM32F746NG", M7, 216, 1 * _M, 320 * _K),
    # i.MX RT1060 data sheet for RAM (IMXRT1060CEC); PJRC's technical page for clock and flash.
    Board("teensy40", "Teensy 4.0", M7, 600, 2 * _M, 1 * _M),
    # Alif Ensemble E3 data sheet, high-performance core: MRAM and all SRAM of the part.
    Board("alif_e3", "Alif Ensemble E3", M55, 400, 11 * _M // 2, 27 * _M // 2),
)


def find(board: str | Board) -> Board:
    """The board called `board`; a Board is taken as it is."""
    if isinstance(board, Board):
        return board
    wanted = str(board).strip().lower()
    for known in BOARDS:
        if wanted in (known.name, known.title.lower()):
            return known
    names = [known.name for known in BOARDS]
    near = difflib.get_close_matches(wanted, names, 1, 0.5)
    raise ValueError(
        f"board={board!r} is not in the table: use one of {', '.join(names)}, or a mote.Board with "
        "its own figures." + (f" Did you mean {near[0]!r}?" if near else "")
    )
