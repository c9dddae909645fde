namespace SocketSchool.Interactive.Tests;

/// <summary>
/// A kernel with the extension has its process to itself, as with every front end: .NET Interactive finds a magic command's class by its
/// bare name, one for the whole process.
/// </summary>
[CollectionDefinition(nameof(OneKernelAtATime))]
public class OneKernelAtATime;
