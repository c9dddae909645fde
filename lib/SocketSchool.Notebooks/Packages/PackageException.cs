namespace SocketSchool.Notebooks.Packages;

/// <summary>A package that cannot be had. The message is the one line that the learner reads.</summary>
internal sealed class PackageException(string message) : Exception(message);
