namespace SocketSchool.Page.Tests;

/// <summary>A test of the npm packages; where they were not fetched, it says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PackagesFactAttribute : FactAttribute
{
    public PackagesFactAttribute() =>
        Skip = Repository.HasPackages || Environment.GetEnvironmentVariable("CI") == "true" ? null
            : "needs the npm packages of the page (npm ci in lib/SocketSchool.App/Page), which are not here";
}
