// Reports: machine in, text out.
