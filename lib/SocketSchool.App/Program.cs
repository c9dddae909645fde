using SocketSchool.App;
using SocketSchool.Notebooks.Processes;

// A kernel is started by the dozen and needs no command line: it skips the time that loading one takes.
return args is ["kernel"] ? KernelHost.Run() : await Verbs.InvokeAsync(args);
