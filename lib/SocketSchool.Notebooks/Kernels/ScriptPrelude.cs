namespace SocketSchool.Notebooks.Kernels;

/// <summary>
/// The submission that runs before the first cell. It gives cells <c>x.Display()</c> without a using and without a reference to
/// this assembly, and compiling it warms up the compiler while the notebook is still being read.
/// </summary>
internal static class ScriptPrelude
{
    /// <summary>What the compiler calls it.</summary>
    public const string Label = "prelude";

    /// <summary>The slot of the application domain through which the script finds the kernel.</summary>
    public const string Slot = "SocketSchool.Notebooks.Display";

    /// <summary>
    /// The mime types are accepted, as in .NET Interactive, and not needed: a bundle always holds every form.
    /// </summary>
    public const string Code =
        $$"""
        public static void Display(this object value, params string[] mimeTypes) =>
            ((System.Action<object>)System.AppContext.GetData("{{Slot}}"))(value);
        """;
}
