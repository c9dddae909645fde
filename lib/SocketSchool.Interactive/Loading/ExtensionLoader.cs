using System.Runtime.CompilerServices;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Events;

namespace SocketSchool.Interactive;

/// <summary>What loading does, once the library is there.</summary>
internal static class ExtensionLoader
{
    private static readonly TimeSpan s_stopLimit = TimeSpan.FromSeconds(10);
    private static readonly ConditionalWeakTable<Kernel, object> s_loaded = [];

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Load(Kernel root)
    {
        if (s_loaded.TryAdd(root, new object()))
        {
            PlotlyReferences.AddTo(root);
            ChartFormatters.Register();
            // Another extension may bring Plotly.NET's own formatter, which wants the network: the last one that registers wins.
            root.RegisterForDisposal(root.KernelEvents.Subscribe(new Observer(ChartFormatters.Register)));
            var stopLinks = new StopLinks();
            root.RegisterForDisposal(stopLinks);
            MagicCommands.AddTo(root, stopLinks);
            root.RegisterForDisposal(StopServers);
        }

        // Shown each time: the cell that loads may be run again, and its output, with plotly.js in it, is replaced then.
        KernelInvocationContext.Current?.DisplayAs(Welcome.Html(), "text/html");
    }

    private static void StopServers() => Servers.StopAllAsync().Wait(s_stopLimit);

    private sealed class Observer(Action extensionLoaded) : IObserver<KernelEvent>
    {
        public void OnNext(KernelEvent value)
        {
            if (value is KernelExtensionLoaded) extensionLoaded();
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
