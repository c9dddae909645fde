using System.Net;
using SocketSchool.Notebooks.Processes;

namespace SocketSchool.App.Serve;

/// <summary>How the page is served.</summary>
/// <param name="Notebooks">The folder of the lessons.</param>
/// <param name="MyNotebooks">The folder of the learner's copies.</param>
sealed record ServeOptions(string Notebooks, string MyNotebooks)
{
    /// <summary>The port that <c>serve</c> tries first. No lesson uses it.</summary>
    public const int DefaultPort = 5080;

    /// <summary>How many ports after it are tried when it is taken.</summary>
    public const int PortsTried = 20;

    /// <summary>The address to listen on; <see langword="null"/> for loopback, in IPv4 and IPv6.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The port; 0 for any that is free, <see langword="null"/> for <see cref="DefaultPort"/> or one of the next.</summary>
    public int? Port { get; init; }

    /// <summary>The path before all addresses, <c>""</c> or <c>/x/y</c>, when a proxy passes it on.</summary>
    public string PathBase { get; init; } = "";

    /// <summary>Names beside the machine's loopback ones by which browsers may call, with or without a port.</summary>
    public IReadOnlyList<string> HostNames { get; init; } = [];

    /// <summary>Where the npm packages come from.</summary>
    public NpmSource Npm { get; init; } = NpmSource.Any;

    /// <summary>How long a lesson's kernel lives after its last page was closed.</summary>
    public TimeSpan Keep { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long it lives while another page of ours is open: who looks a word up wants to come back to servers that run.
    /// Default: 30 minutes.
    /// </summary>
    public TimeSpan KeepBeside { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a cell may run; <see langword="null"/> without a limit.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>The file that notes the exercises done.</summary>
    public required string ProgressFile { get; init; }

    /// <summary>A folder whose files are served in place of the built-in page, for people who change it; <see langword="null"/> for none.</summary>
    public string? PageFolder { get; init; }

    /// <summary>How a kernel is started; <see langword="null"/> for this program.</summary>
    public KernelStart? Kernel { get; init; }

    /// <summary>How long a browser may take to send the head of a request.</summary>
    public TimeSpan HeadTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many lessons may be open at once; each has a process.</summary>
    public int MaxLessons { get; init; } = 10;
}
