"""Runs a program on a terminal of its own and passes on what it writes.

run.py ROWS COLUMNS INTERRUPT PROGRAM [ARGUMENT ...]

Where INTERRUPT is not empty, Ctrl-C is pressed once that text was written.
"""

import fcntl
import os
import pty
import struct
import sys
import termios

rows, columns, interrupt, *command = sys.argv[1:]
child, terminal = pty.fork()
if child == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", int(rows), int(columns), 0, 0))
    os.execv(command[0], command)

written = b""
while True:
    try:
        data = os.read(terminal, 65536)
    except OSError:  # what Linux says once the program has ended
        break
    if not data:
        break
    written += data
    if interrupt and interrupt.encode() in written:
        os.write(terminal, b"\x03")
        interrupt = ""
sys.stdout.buffer.write(written)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
