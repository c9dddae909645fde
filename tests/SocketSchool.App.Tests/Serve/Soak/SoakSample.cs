using System.Globalization;

namespace SocketSchool.App.Tests.Serve.Soak;

/// <summary>What the program uses at one time.</summary>
/// <param name="At">Since the start.</param>
/// <param name="ServerMemory">Resident memory of the server, MiB.</param>
/// <param name="ServerFiles">Files and sockets that the server has open.</param>
/// <param name="Kernels">Kernel processes.</param>
/// <param name="KernelMemory">Their resident memory together, MiB.</param>
/// <param name="Others">Processes that cells started.</param>
sealed record SoakSample(TimeSpan At, double ServerMemory, int ServerFiles, int Kernels, double KernelMemory, int Others)
{
    public const string Head = "minutes  server MiB  open files  kernels  MiB of all  processes of cells  steps";

    public string Row(long steps) => string.Create(
        CultureInfo.InvariantCulture, $"{At.TotalMinutes,7:0.0}  {ServerMemory,10:0.0}  {ServerFiles,10}  {Kernels,7}  {KernelMemory,10:0}  {Others,18}  {steps,5}");
}
