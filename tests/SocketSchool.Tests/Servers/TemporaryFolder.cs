namespace SocketSchool.Tests;

/// <summary>A folder that is gone when the test is over.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("socketschool-");

    public string this[string name] => Path.Combine(_folder.FullName, name);

    public string[] Files => [.. _folder.GetFiles().Select(file => file.Name)];

    public void Dispose() => _folder.Delete(recursive: true);
}
