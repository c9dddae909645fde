using SocketSchool.Notebooks.Packages;

namespace SocketSchool.Notebooks.Tests.Packages;

public class PackageTextTests
{
    [Theory]
    [InlineData("/x/p.csproj : error NU1101: Unable to find package Some.Thing. No packages exist with this id in source(s): here", "package Some.Thing is not on your package source")]
    [InlineData("error NU1102: Unable to find package A.B with version (>= 9.0.0)\nerror NU1102:   - Found 2 version(s) in here [ Nearest version: 6.0.0 ]", "package A.B (>= 9.0.0) is not on your package source; the nearest is 6.0.0")]
    [InlineData("error NU1103: Unable to find a stable package A.B with version (>= 1.0.0)", "package A.B (>= 1.0.0) is not on your package source")]
    [InlineData("error NU1202: Package Old.Thing 1.0.0 is not compatible with net10.0 (.NETCoreApp,Version=v10.0).", "package Old.Thing 1.0.0 does not support .NET 10")]
    [InlineData("error NU1301: Unable to load the service index for source https://x/v3/index.json. [/x/p.csproj]\nerror NU1101: Unable to find package A. No packages exist", "your package source cannot be reached: Unable to load the service index for source https://x/v3/index.json")]
    [InlineData("error NU1605: Warning As Error: Detected package downgrade: Newtonsoft.Json from 13.0.4 to 13.0.3. Reference the package directly", "package that the cell names needs Newtonsoft.Json 13.0.4, and an earlier cell asked for 13.0.3; ask for the newer one there and restart the kernel")]
    [InlineData("The command could not be loaded, possibly because:\n  * No .NET SDKs were found.\n", "packages are restored with the .NET SDK, and this machine has the runtime alone: install the SDK")]
    [InlineData("error NU5555: Something new happened. [/x/p.csproj]", "the packages cannot be restored: Something new happened (NU5555)")]
    [InlineData("(1,1): error CS0103: The name 'x' does not exist", null)]
    [InlineData("", null)]
    public void What_a_restore_prints_becomes_one_line(string output, string? expected) =>
        Assert.Equal(expected, PackageFailure.Describe(output));

    [Fact]
    public void Keys_do_not_depend_on_order_or_case_and_never_leave_their_folder()
    {
        PackageReference one = new("A.B", "1.0.0"), two = new("C", "2.0");

        Assert.Equal(Path.Combine("a.b", "1.0.0"), PackageKey.Of([one]));
        Assert.Equal(PackageKey.Of([one, two]), PackageKey.Of([two with { Id = "c" }, one]));
        Assert.NotEqual(PackageKey.Of([one]), PackageKey.Of([one with { Version = "1.0.1" }]));
        Assert.DoesNotContain('*', PackageKey.Of([one with { Version = "[1.*,2.0)" }]));
    }

    [Theory]
    [InlineData("1.0", "1.0.0", true)]
    [InlineData("1.0.0-beta.1", "1.0.0-BETA.1", true)]
    [InlineData("1.0.0+abc", "1.0.0", true)]
    [InlineData("01.0", "1.0", true)]
    [InlineData("1.0.1", "1.0.10", false)]
    [InlineData("1.0.0-beta", "1.0.0", false)]
    public void Versions_are_compared_as_versions(string one, string other, bool expected) =>
        Assert.Equal(expected, PackageKey.AreEqual(one, other));

    [Theory]
    [InlineData("6.0.0", true)]
    [InlineData("", false)]
    [InlineData("*", false)]
    [InlineData("[1.0,2.0)", false)]
    public void Ranges_and_patterns_are_no_single_version(string version, bool expected) =>
        Assert.Equal(expected, PackageKey.IsOneVersion(version));
}
