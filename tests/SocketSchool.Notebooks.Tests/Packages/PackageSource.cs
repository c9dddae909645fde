using System.IO.Compression;
using System.Xml.Linq;
using SocketSchool.Notebooks.Kernels;
using SocketSchool.Notebooks.Packages;
using SocketSchool.Notebooks.Tests.Kernels;

namespace SocketSchool.Notebooks.Tests.Packages;

/// <summary>A folder with notebooks, a package source of its own, and nothing else to restore from; gone afterwards.</summary>
sealed class PackageSource : IDisposable
{
    readonly TempFolder folder = new();

    public PackageSource()
    {
        Directory.CreateDirectory(Source);
        Directory.CreateDirectory(Notebooks);
        // Packages of one test must not be found by another in the user's folder of packages.
        folder.File("NuGet.config", new XElement(
            "configuration",
            new XElement("config", Add("globalPackagesFolder", folder.File("global"))),
            new XElement("packageSources", new XElement("clear"), Add("here", Source))).ToString());
    }

    /// <summary>A folder with characters in its name that MSBuild takes for its own.</summary>
    public string Notebooks => folder.File("note;books, $(100%)");

    string Source => folder.File("source");

    public PackageRestore Restore() => new(Notebooks, folder.File("cache"));

    public CSharpKernel Kernel() => new(Notebooks, Restore());

    /// <summary>Takes the source away.</summary>
    public void Close() => Directory.Delete(Source, recursive: true);

    /// <summary>Puts a package on the source.</summary>
    /// <param name="id">Its id, also the name of its library.</param>
    /// <param name="version">Its version.</param>
    /// <param name="code">The library's source; none for a package that holds no library.</param>
    /// <param name="needs">Id and version of what it needs.</param>
    /// <param name="native">A file to put in as a library in machine code, and the name that it gets.</param>
    public void Add(string id, string version, string? code, (string Id, string Version)? needs = null, (string File, string Name)? native = null)
    {
        XNamespace ns = "http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd";
        var nuspec = new XElement(ns + "package", new XElement(
            ns + "metadata",
            new XElement(ns + "id", id), new XElement(ns + "version", version), new XElement(ns + "authors", "a test"),
            new XElement(ns + "description", "made by a test"),
            new XElement(ns + "dependencies", new XElement(
                ns + "group", new XAttribute("targetFramework", PackageProject.Framework),
                needs is null ? null : new XElement(
                    ns + "dependency", new XAttribute("id", needs.Value.Id), new XAttribute("version", needs.Value.Version))))));
        using var file = new ZipArchive(File.Create(Path.Combine(Source, $"{id}.{version}.nupkg")), ZipArchiveMode.Create);
        Write(file, $"{id}.nuspec", stream => nuspec.Save(stream));
        if (code is not null)
        {
            var library = folder.File($"{id}.dll");
            CellReferenceTests.Compile(library, code);
            Write(file, $"lib/{PackageProject.Framework}/{id}.dll", stream => stream.Write(File.ReadAllBytes(library)));
        }

        if (native is { } given)
            Write(file, $"runtimes/{PackageProject.Machine}/native/{given.Name}", stream => stream.Write(File.ReadAllBytes(given.File)));
    }

    public void Dispose() => folder.Dispose();

    static XElement Add(string key, string value) => new("add", new XAttribute("key", key), new XAttribute("value", value));

    static void Write(ZipArchive file, string name, Action<Stream> write)
    {
        using var stream = file.CreateEntry(name).Open();
        write(stream);
    }
}
