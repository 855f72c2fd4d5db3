// The compiler: rule files in, machine and diagnostics out.
