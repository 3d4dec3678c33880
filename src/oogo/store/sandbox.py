"""What a query worker gives up for good once its edition is open: sockets and endless memory."""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import resource
import socket
import struct
from dataclasses import dataclass

__all__ = ["Confinement", "confine", "memory_in_use"]

_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_SET_MODE_FILTER = 1
_SECCOMP_FILTER_FLAG_TSYNC = 1
_LOAD, _JUMP_IF_EQUAL, _JUMP_IF_NOT_LESS, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW = 0x7FFF0000
_DENY = 0x00050000 | errno.EPERM
_NUMBER_AT, _ARCHITECTURE_AT = 0, 4
# Numbers of another calling convention (x32) start here; they would pass by the comparison.
_FOREIGN_NUMBERS = 0x40000000
_IO_URING_SETUP = 425


@dataclass(frozen=True)
class Confinement:
    """What the kernel now enforces on this process."""

    sockets_denied: bool
    memory_mb: int


@dataclass(frozen=True)
class _Machine:
    """The numbers by which one kernel architecture knows the calls that we need."""

    audit: int
    seccomp: int
    socket: int


_MACHINES = {
    "x86_64": _Machine(audit=0xC000003E, seccomp=317, socket=41),
    "aarch64": _Machine(audit=0xC00000B7, seccomp=277, socket=198),
}


class _Program(ctypes.Structure):
    """``struct sock_fprog``: a number of instructions and where they are."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def confine(memory_mb: int) -> Confinement:
    """Deny this process and all its threads new sockets and memory beyond this budget."""
    _deny_sockets()
    return Confinement(sockets_denied=_sockets_are_denied(), memory_mb=_limit_memory(memory_mb))


def memory_in_use() -> int:
    """The address space of this process in bytes; 0 where the kernel does not tell."""
    try:
        statm = os.open("/proc/self/statm", os.O_RDONLY)
    except OSError:
        return 0
    try:
        return int(os.read(statm, 256).split()[0]) * resource.getpagesize()
    finally:
        os.close(statm)


def _limit_memory(budget: int) -> int:
    # The limit counts from what the open store already uses: less would break its next read.
    in_use = memory_in_use()
    if not in_use:
        return 0
    limit = in_use + budget * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return budget


def _deny_sockets() -> None:
    machine = _MACHINES.get(platform.machine())
    if platform.system() != "Linux" or machine is None:
        return
    kernel = ctypes.CDLL(None, use_errno=True)
    instructions = _filter(machine)
    program = _Program(len(instructions) // 8, instructions)
    if kernel.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
        kernel.syscall(
            ctypes.c_long(machine.seccomp),
            ctypes.c_ulong(_SECCOMP_SET_MODE_FILTER),
            ctypes.c_ulong(_SECCOMP_FILTER_FLAG_TSYNC),
            ctypes.byref(program),
        )


def _filter(machine: _Machine) -> bytes:
    """The program that the kernel runs before each call: four numbers lead to EPERM."""
    steps = (
        (_LOAD, 0, 0, _ARCHITECTURE_AT),
        (_JUMP_IF_EQUAL, 1, 0, machine.audit),
        (_RETURN, 0, 0, _DENY),
        (_LOAD, 0, 0, _NUMBER_AT),
        (_JUMP_IF_NOT_LESS, 3, 0, _FOREIGN_NUMBERS),
        (_JUMP_IF_EQUAL, 2, 0, machine.socket),
        (_JUMP_IF_EQUAL, 1, 0, _IO_URING_SETUP),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _DENY),
    )
    return b"".join(struct.pack("HBBI", *step) for step in steps)


def _sockets_are_denied() -> bool:
    try:
        socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()
    except PermissionError:
        return True
    return False
