<%@ page contentType="text/html; charset=UTF-8" session="false" %>
<%--
  The view of the page about metrics. Its model is the request attribute "view", made by its controller.
--%>
<%@ taglib uri="http://java.sun.com/jsp/jstl/core" prefix="c" %>
<%@ taglib uri="http://java.sun.com/jsp/jstl/fmt" prefix="fmt" %>
<c:if test="${empty view}">
  <%-- Asked for directly, without its controller. --%>
  <c:redirect url="federationsuite-metrics.jsp"/>
</c:if>
<!DOCTYPE html>
<html>
<head>
  <title><fmt:message key="metrics.title"/></title>
  <meta name="pageID" content="federationsuite-metrics"/>
  <link rel="stylesheet" type="text/css" href="style/federationsuite.css"/>
</head>
<body>

<%@ include file="federationsuite-notices.jspf" %>

<c:choose>
<c:when test="${not view.running}">
  <%@ include file="federationsuite-not-running.jspf" %>
</c:when>
<c:otherwise>

  <p><fmt:message key="metrics.intro"/></p>
  <ul>
    <li><a href="metrics"><fmt:message key="metrics.json"/></a></li>
    <li><a href="metrics?format=prometheus"><fmt:message key="metrics.prometheus"/></a></li>
  </ul>

  <h2 class="jive-contentBoxHeader"><fmt:message key="metrics.token.title"/></h2>
  <div class="jive-contentBox">
    <p><fmt:message key="metrics.token.intro"/></p>
    <c:choose>
      <c:when test="${view.token}"><p id="token"><strong><fmt:message key="metrics.token.set"/></strong></p></c:when>
      <c:otherwise><p id="token"><strong><fmt:message key="metrics.token.none"/></strong></p></c:otherwise>
    </c:choose>
    <form action="federationsuite-metrics.jsp" method="post" class="federationsuite-buttons">
      <input type="hidden" name="csrf" value="<c:out value="${view.csrf}"/>"/>
      <button type="submit" name="action" value="renew"><fmt:message key="metrics.token.renew"/></button>
      <c:if test="${view.token}"><button type="submit" name="action" value="remove"><fmt:message key="metrics.token.remove"/></button></c:if>
    </form>
  </div>

</c:otherwise>
</c:choose>

</body>
</html>
